using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gan;

/// <summary>From its third step on a training asks nobody for memory.</summary>
[NonParallelizable]
public sealed class SteadyStateTests
{
    /// <summary>Steps 1 and 2.</summary>
    private const int WarmUp = 2;

    private static readonly TrainingOptions Options = new() { Size = 32, Channels = 3, Features = 4, Latent = 16, Batch = 8 };

    [Test]
    public void FromStepThreeOnARunHasNoPoolMissesAndFewManagedAllocations()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = Options with { Steps = 12, SampleEvery = 100, CheckpointEvery = 100 };
        using TrainingRun run = TrainingRun.Start(options, folder["run"]);
        var after = new List<(long Misses, long Allocated)>();
        run.Train(_ => after.Add((run.Device.Memory.Statistics.Misses, GC.GetTotalAllocatedBytes(precise: true))));
        Assert.Multiple(() =>
        {
            // The last step also draws the run's last picture.
            for (int step = WarmUp; step < after.Count - 1; step++)
            {
                Assert.That(after[step].Misses - after[step - 1].Misses, Is.Zero, $"pool misses of step {step + 1}");
                Assert.That(after[step].Allocated - after[step - 1].Allocated, Is.LessThan(1 << 20), $"bytes of step {step + 1}");
            }
        });
    }

    [Test]
    public void FiveHundredStepsLeaveMemoryFlat()
    {
        using var device = new CpuDevice(threads: 2);
        using var trainer = new GanTrainer(Options with { Size = 16 }, device: device);
        using Tensor real = new RandomGenerator(seed: 3).Uniform([8, 3, 16, 16], -1, 1, device: device);
        for (int step = 0; step < WarmUp; step++) trainer.Step(real);

        MemoryStatistics before = device.Memory.Statistics;
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        for (int step = 0; step < 500; step++) trainer.Step(real);
        MemoryStatistics after = device.Memory.Statistics;
        Assert.Multiple(() =>
        {
            Assert.That(after.BytesInUse, Is.EqualTo(before.BytesInUse));
            Assert.That(after.PeakBytes, Is.EqualTo(before.PeakBytes));
            Assert.That(after.Misses, Is.EqualTo(before.Misses));
            Assert.That(GC.GetTotalMemory(forceFullCollection: true) - managed, Is.LessThan(1 << 20));
        });
    }
}
