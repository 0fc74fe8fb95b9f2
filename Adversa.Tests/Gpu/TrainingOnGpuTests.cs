using Adversa.Autograd;
using Adversa.Gan.Models;
using Adversa.Gan.Training;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gpu;

/// <summary>
/// Thirty training steps, each on the device from the state that the CPU's run has reached: the losses agree within 1e-4 of their
/// size. Noise and real batches are drawn on either side, so that random numbers are compared too.
/// </summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class TrainingOnGpuTests(string name)
{
    private const int Steps = 30;
    private const double Tolerance = 1e-4;

    private GpuDevice Device => GpuDevices.Open(name);

    [Test]
    public void DcganFollowsTheCpu() => Follow(Options);

    [Test]
    public void WganGpFollowsTheCpu() => Follow(WganGp);

    [Test]
    public void StepsWaitForNothingAndAskForNoMemory()
    {
        using var trainer = new GanTrainer(WganGp, device: Device);
        using TensorScope scope = TensorScope.Begin();
        Tensor batch = new RandomGenerator(seed: 7).Uniform([Options.Batch, 1, 32, 32], -1, 1, device: Device);
        for (int step = 0; step < 3; step++) trainer.Step(batch);
        (long waits, long misses) = (Device.HostWaits, Device.Memory.Statistics.Misses);
        StepReport last = trainer.Step(batch);
        for (int step = 0; step < 5; step++) last = trainer.Step(batch);
        Assert.That(Device.HostWaits, Is.EqualTo(waits));
        Assert.That(Device.Memory.Statistics.Misses, Is.EqualTo(misses));
        Assert.That(last.AreFinite);
        Assert.That(Device.HostWaits, Is.EqualTo(waits + 1), "all that was measured comes with one copy");
    }

    private static TrainingOptions Options => new() { Size = 32, Channels = 1, Features = 8, Latent = 16, Batch = 8 };

    private static TrainingOptions WganGp => Options with
    {
        Normalization = NormalizationKind.None,
        Loss = "wasserstein",
        Penalty = "wgan-gp",
        LearningRate = 1e-4,
        Beta2 = 0.9,
    };

    private void Follow(TrainingOptions options)
    {
        options.Validate();
        using var cpu = new CpuDevice();
        using var expected = new GanTrainer(options, device: cpu);
        using var actual = new GanTrainer(options, device: Device);
        using TensorScope scope = TensorScope.Begin();
        var images = new RandomGenerator(seed: 7);
        for (int step = 0; step < Steps; step++)
        {
            using TensorScope inStep = TensorScope.Begin();
            actual.Load(expected.State());
            Tensor batch = images.Uniform([options.Batch, options.Channels, options.Size, options.Size], -1, 1, device: cpu);
            StepReport onCpu = expected.Step(batch);
            StepReport onDevice = actual.Step(Tensor.From(batch.ToArray<float>(), batch.Shape, Device));
            AssertClose(onDevice.DiscriminatorReal, onCpu.DiscriminatorReal, "D's loss on real images", step);
            AssertClose(onDevice.DiscriminatorFake, onCpu.DiscriminatorFake, "D's loss on generated images", step);
            AssertClose(onDevice.Penalty, onCpu.Penalty, "the penalty", step);
            AssertClose(onDevice.Generator, onCpu.Generator, "G's loss", step);
        }
    }

    /// <summary>A Wasserstein loss is a mean of scores around 0, whose size says nothing: below 1 the error itself counts.</summary>
    private static void AssertClose(double? actual, double? expected, string what, int step)
    {
        if (expected is not { } number) return;
        Assert.That(actual, Is.EqualTo(number).Within(Tolerance * Math.Max(1, Math.Abs(number))), $"{what} in step {step}");
    }
}
