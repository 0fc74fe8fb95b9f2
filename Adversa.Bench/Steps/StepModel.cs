using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Bench.Steps;

/// <summary>A model with all that its training step needs, data included.</summary>
internal abstract class StepModel : IDisposable
{
    /// <summary>The models by name. A further one is one more class, and one more row here.</summary>
    public static IReadOnlyDictionary<string, Func<StepSettings, Device, StepModel>> All { get; } =
        new Dictionary<string, Func<StepSettings, Device, StepModel>>
        {
            ["dcgan"] = (settings, device) => new DcganStep(settings, device),
            ["wgan-gp"] = (settings, device) => new WganGpStep(settings, device),
        };

    /// <summary>Trains once and returns the step's losses.</summary>
    public abstract double[] Step();

    /// <summary>Gives all memory back.</summary>
    public abstract void Dispose();

    /// <summary>A batch of noise in [−1, 1) in place of images: [N, C, H, W].</summary>
    private protected static Tensor Images(StepSettings settings, Device device, ulong seed) =>
        new RandomGenerator(seed).Uniform([settings.Batch, settings.Channels, settings.Size, settings.Size], -1, 1, device: device);
}
