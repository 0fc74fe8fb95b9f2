using Adversa.Gan.Models;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;

namespace Adversa.Gan.Benchmarks;

/// <summary>
/// <c>sngan</c>: residual networks, spectral normalization with one power iteration in each of D's passes, hinge loss. D on real,
/// D on fake, one update; then G on the same fakes, one update.
/// </summary>
internal sealed class SnganStep(StepSettings settings, Device device) : TrainingStep(settings, OptionsFor(settings), device)
{
    public override StepReport Step() => Trainer.Step(Real);

    private static TrainingOptions OptionsFor(StepSettings settings) => settings.Options with
    {
        Model = "resnet",
        Latent = 128,
        Normalization = NormalizationKind.Spectral,
        PowerIterations = 1,
        Loss = "hinge",
        Beta1 = 0,
        Beta2 = 0.9,
    };
}
