using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Benchmarks;

/// <summary>A model with all that its training step needs, data included.</summary>
internal abstract class StepModel : IDisposable
{
    /// <summary>A model with a batch of real images.</summary>
    /// <exception cref="ArgumentException">There are no such networks, or a number is out of range.</exception>
    private protected StepModel(StepSettings settings, TrainingOptions options, Device device)
    {
        options.Validate();
        Trainer = new GanTrainer(options, device: device);
        Real = Images(settings, device, seed: 1);
    }

    /// <summary>The networks with their optimizers.</summary>
    private protected GanTrainer Trainer { get; }

    /// <summary>The batch of every step.</summary>
    private protected Tensor Real { get; }

    /// <summary>Trains once.</summary>
    public abstract StepReport Step();

    /// <summary>Gives all memory back.</summary>
    public virtual void Dispose()
    {
        Trainer.Dispose();
        Real.Dispose();
    }

    /// <summary>A batch of noise in [−1, 1) in place of images: [N, C, H, W].</summary>
    private protected static Tensor Images(StepSettings settings, Device device, ulong seed) =>
        new RandomGenerator(seed).Uniform(
            [settings.Batch, settings.Channels, settings.Size, settings.Size], -1, 1, device: device);
}
