using Adversa.Gan.Models;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Benchmarks;

/// <summary>
/// <c>wgan-gp</c>: one step of the critic on given real and generated images, with the gradient penalty between them; one update.
/// The generator lies in memory beside it, as in training.
/// </summary>
internal sealed class WganGpStep(StepSettings settings, Device device)
    : TrainingStep(settings, OptionsFor(settings), device)
{
    private readonly Tensor _fake = Images(settings, device, seed: 2);

    public override StepReport Step() => Trainer.DiscriminatorStep(new Samples(Real), _fake);

    public override void Dispose()
    {
        base.Dispose();
        _fake.Dispose();
    }

    private static TrainingOptions OptionsFor(StepSettings settings) => settings.Options with
    {
        Normalization = NormalizationKind.None,
        Loss = "wasserstein",
        Penalty = "wgan-gp",
        LearningRate = 1e-4,
        Beta2 = 0.9,
    };
}
