using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gan;

/// <summary>From its third step on a training asks nobody for memory.</summary>
[NonParallelizable]
public sealed class SteadyStateTests
{
    private const int WarmUp = 3;

    private static readonly TrainingOptions Options = new() { Size = 32, Channels = 3, Features = 4, Latent = 16, Batch = 8 };

    [Test]
    public void AStepHasNoPoolMissesAndFewManagedAllocations()
    {
        using var device = new CpuDevice(threads: 2);
        using var trainer = new GanTrainer(Options, device: device);
        using Tensor real = new RandomGenerator(seed: 3).Uniform([8, 3, 32, 32], -1, 1, device: device);
        for (int step = 0; step < WarmUp; step++) trainer.Step(real);

        long misses = device.Memory.Statistics.Misses, allocated = GC.GetTotalAllocatedBytes(precise: true);
        trainer.Step(real);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Assert.Multiple(() =>
        {
            Assert.That(device.Memory.Statistics.Misses - misses, Is.Zero);
            Assert.That(allocated, Is.LessThan(1 << 20));
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
