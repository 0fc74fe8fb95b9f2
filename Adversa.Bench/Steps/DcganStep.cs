using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Bench.Steps;

/// <summary><c>dcgan</c>: D on real, D on fake, one update; then G on the same fakes, one update.</summary>
internal sealed class DcganStep : StepModel
{
    private readonly GanTrainer _trainer;
    private readonly Tensor _real;

    public DcganStep(StepSettings settings, Device device)
    {
        var options = new TrainingOptions
        {
            Size = settings.Size,
            Channels = settings.Channels,
            Features = settings.Features,
            Batch = settings.Batch,
        };
        options.Validate();
        _trainer = new GanTrainer(options, device: device);
        _real = Images(settings, device, seed: 1);
    }

    public override double[] Step()
    {
        StepLosses losses = _trainer.Step(_real);
        return [losses.DiscriminatorReal, losses.DiscriminatorFake, losses.Generator];
    }

    public override void Dispose()
    {
        _trainer.Dispose();
        _real.Dispose();
    }
}
