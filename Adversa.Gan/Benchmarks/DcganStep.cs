using Adversa.Gan.Training;
using Adversa.Kernels.Devices;

namespace Adversa.Gan.Benchmarks;

/// <summary><c>dcgan</c>: D on real, D on fake, one update; then G on the same fakes, one update.</summary>
internal sealed class DcganStep(StepSettings settings, Device device) : TrainingStep(settings, settings.Options, device)
{
    public override StepReport Step() => Trainer.Step(Real);
}
