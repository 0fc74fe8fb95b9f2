using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Benchmarks;

/// <summary>A model that trains, with a batch of real images.</summary>
internal abstract class TrainingStep : StepModel
{
    /// <exception cref="ArgumentException">There are no such networks, or a number is out of range.</exception>
    private protected TrainingStep(StepSettings settings, TrainingOptions options, Device device)
    {
        options.Validate();
        Trainer = new GanTrainer(options, device: device);
        Real = Images(settings, device, seed: 1);
    }

    public sealed override long Parameters => Count(Trainer.Generator) + Count(Trainer.Discriminator);

    /// <summary>The networks with their optimizers.</summary>
    private protected GanTrainer Trainer { get; }

    /// <summary>The batch of every step.</summary>
    private protected Tensor Real { get; }

    public override void Dispose()
    {
        Trainer.Dispose();
        Real.Dispose();
    }
}
