using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Optimizers;
using Adversa.Gan.Regularizers;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Regularizers;

/// <summary>The graph of a gradient's gradient goes back to the pool with its tape.</summary>
public sealed class PenaltyMemoryTests
{
    [Test]
    public void FromStepThreeOnAPenaltyAsksNobodyForMemory(
        [ValueSource(typeof(GradientPenalties), nameof(GradientPenalties.Names))] string name)
    {
        var device = new CpuDevice(threads: 1);
        var options = new ModuleOptions { Device = device };
        using var critic = new Sequential(
            new Conv2d(1, 4, 4, stride: 2, padding: 1, options: options), new LeakyReLU(0.2), new Flatten(),
            new Linear(64, 1, options: options));
        using var optimizer = new Adam(critic.Parameters);
        GradientPenalty penalty = GradientPenalties.Create(name, new RandomGenerator(2));
        var random = new RandomGenerator(3);
        var after = new MemoryStatistics[6];
        for (int step = 0; step < after.Length; step++)
        {
            Train();
            after[step] = device.Memory.Statistics;
        }

        Assert.That(after[^1].Misses, Is.EqualTo(after[1].Misses));
        Assert.That(after[^1].BytesInUse, Is.EqualTo(after[1].BytesInUse));

        void Train()
        {
            using var tape = Tape.Begin();
            Tensor real = random.Normal([5, 1, 8, 8], device: device), fake = random.Normal([5, 1, 8, 8], device: device);
            optimizer.ZeroGradients();
            penalty.Of(critic.Forward, real, fake).Backward();
            optimizer.Step();
        }
    }
}
