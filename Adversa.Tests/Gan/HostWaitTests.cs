using Adversa.Gan.Data;
using Adversa.Gan.Metrics;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gan;

/// <summary>A training step launches and copies to its device, and never waits. Reading reports does, once for all.</summary>
public sealed class HostWaitTests
{
    private const int Steps = 5;

    [TestCaseSource(typeof(SmallTraining), nameof(SmallTraining.Names))]
    public void StepsDoNotWaitForTheDevice(string name)
    {
        TrainingOptions options = SmallTraining.All[name];
        using var device = new CpuDevice(threads: 1);
        using var trainer = new GanTrainer(options, device: device);
        using TensorScope scope = TensorScope.Begin();
        Func<Samples> next = SmallTraining.Batches(options, device);
        trainer.Load(trainer.State());
        long before = device.HostWaits;
        StepReport[] reports = [.. Enumerable.Range(0, Steps).Select(_ => trainer.Step(next))];
        Assert.That(device.HostWaits, Is.EqualTo(before), "steps");
        Assert.That(reports.Any(report => report.IsRead), Is.False);

        string[] read = [.. reports.Select(report => $"{report}")];
        Assert.That(device.HostWaits, Is.EqualTo(before + 1), "all reports at once");
        Assert.That(read, Is.EqualTo(ReadAtEveryStep(options)));
    }

    /// <summary>Losses are asked for where a window ends, and by a checkpoint, which copies everything anyway.</summary>
    [Test]
    public void TheConvergenceCheckWaitsAtTheEndOfAWindow()
    {
        TrainingOptions options = SmallTraining.All["gaussians-8"] with { ConvergenceWindow = 3, ConvergenceTolerance = 1e9 };
        using var device = new CpuDevice(threads: 1);
        using var trainer = new GanTrainer(options, device: device);
        using TensorScope scope = TensorScope.Begin();
        Func<Samples> next = SmallTraining.Batches(options, device);
        var waits = new List<long>();
        var hasConverged = new List<bool>();
        for (int step = 0; step < 6; step++)
        {
            long before = device.HostWaits;
            trainer.Step(next);
            waits.Add(device.HostWaits - before);
            hasConverged.Add(trainer.HasConverged);
        }

        Assert.That(waits, Is.EqualTo(new[] { 0, 0, 1, 0, 0, 1 }));
        Assert.That(hasConverged, Is.EqualTo(new[] { false, false, false, false, false, true }));
    }

    [Test]
    public void TheTrainingOfAClassifierDoesNotWait()
    {
        using var device = new CpuDevice(threads: 1);
        var waits = new List<long>();
        var training = new ClassifierTraining(
            new ShapesDataSet(16, 16, channels: 1, count: 40), new ClassifierOptions { Epochs = 1, Batch = 8 });
        using Classifier classifier = training.Run(device, onStep: () => waits.Add(device.HostWaits));
        Assert.That(waits, Has.Count.EqualTo(training.Steps).And.All.Zero);
    }

    private static string[] ReadAtEveryStep(TrainingOptions options)
    {
        using var device = new CpuDevice(threads: 1);
        using var trainer = new GanTrainer(options, device: device);
        using TensorScope scope = TensorScope.Begin();
        Func<Samples> next = SmallTraining.Batches(options, device);
        return [.. Enumerable.Range(0, Steps).Select(_ => $"{trainer.Step(next)}")];
    }
}
