using Adversa.Autograd.Modules;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Benchmarks;

/// <summary>A model with all that its step needs, data included.</summary>
internal abstract class StepModel : IDisposable
{
    /// <summary>How many numbers its networks learn.</summary>
    public abstract long Parameters { get; }

    /// <summary>Trains, or generates, once.</summary>
    /// <returns>What training measured; null for a model that only generates.</returns>
    public abstract StepReport? Step();

    /// <summary>Gives all memory back.</summary>
    public abstract void Dispose();

    /// <summary>How many numbers a network learns.</summary>
    private protected static long Count(Module network) => network.Parameters.Sum(parameter => (long)parameter.Value.Count);

    /// <summary>A batch of noise in [−1, 1) in place of images: [N, C, H, W].</summary>
    private protected static Tensor Images(StepSettings settings, Device device, ulong seed) =>
        new RandomGenerator(seed).Uniform(
            [settings.Batch, settings.Channels, settings.Size, settings.Size], -1, 1, device: device);
}
