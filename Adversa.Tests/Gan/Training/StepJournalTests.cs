using Adversa.Gan.Training;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Training;

/// <summary>Numbers of steps that stay on the device until somebody asks.</summary>
internal sealed class StepJournalTests
{
    [Test]
    public void OneCopyReadsAllStepsThatEnded([Values] bool isDouble)
    {
        using var device = new CpuDevice(threads: 1);
        DType type = isDouble ? DType.Float64 : DType.Float32;
        using var journal = new StepJournal(1, type, device);
        StepReport[] reports = [.. Enumerable.Range(0, 3).Select(step => Step(journal, step, device, type))];
        Assert.That(device.HostWaits, Is.Zero);
        Assert.That(reports[1].Generator, Is.EqualTo(1));
        Assert.That(reports.All(report => report.IsRead), Is.True);
        Assert.That(reports.Select(report => report.Generator), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(device.HostWaits, Is.EqualTo(1));

        StepReport later = Step(journal, 3, device, type);
        Assert.That(later.IsRead, Is.False);
        Assert.That(later.Generator, Is.EqualTo(3));
        Assert.That(device.HostWaits, Is.EqualTo(2));
    }

    /// <summary>Rows are used again once they have been read, and nobody's numbers are lost.</summary>
    [Test]
    public void MoreStepsThanRowsWaitOnceForEachFullPage()
    {
        const int Count = 2 * StepJournal.Rows + 10;
        using var device = new CpuDevice(threads: 1);
        using var journal = new StepJournal(1, DType.Float32, device);
        StepReport[] reports = [.. Enumerable.Range(0, Count).Select(step => Step(journal, step, device))];
        Assert.That(device.HostWaits, Is.EqualTo(2));
        Assert.That(reports.Select(report => report.Generator), Is.EqualTo(Enumerable.Range(0, Count)));
        Assert.That(device.HostWaits, Is.EqualTo(3));
    }

    /// <summary>The mean of 1, 1 + 2⁻²³ and 2 has more digits than float32.</summary>
    [Test]
    public void PartsAreAddedUpInFloat64()
    {
        float[] parts = [1, 1 + MathF.ScaleB(1, -23), 2];
        using var device = new CpuDevice(threads: 1);
        using var journal = new StepJournal(parts.Length, DType.Float32, device);
        using TensorScope scope = TensorScope.Begin();
        journal.Begin();
        for (int part = 0; part < parts.Length; part++)
            journal.Write(Measure.DiscriminatorFake, Tensor.From([parts[part]], [], device), part);
        journal.Write(Measure.GeneratorSquaredNorm, Tensor.From([2f], [], device));
        StepReport report = journal.End(learningRateFactor: 0.5);
        double third = 1.0 / 3;
        Assert.That(report.DiscriminatorFake, Is.EqualTo(0 + parts[0] * third + parts[1] * third + parts[2] * third));
        Assert.That(report.GeneratorGradientNorm, Is.EqualTo(Math.Sqrt(2)));
        Assert.That(report.Metrics().Select(metric => metric.Name), Is.EqualTo(new[]
        {
            "d_loss_fake", "g_gradient_norm", "learning_rate_factor",
        }));
    }

    [Test]
    public void AStepThatWasBrokenOffLeavesNothing()
    {
        using var device = new CpuDevice(threads: 1);
        using var journal = new StepJournal(1, DType.Float32, device);
        using TensorScope scope = TensorScope.Begin();
        StepReport whole = Step(journal, 1, device);
        journal.Begin();
        journal.Write(Measure.Penalty, Tensor.From([7f], [], device));
        Assert.That(whole.Generator, Is.EqualTo(1), "asked for in the middle of a step");
        StepReport next = Step(journal, 2, device);
        Assert.That(next.Penalty, Is.Null);
        Assert.That(next.Generator, Is.EqualTo(2));
    }

    [Test]
    public void WhatWasReadOutlivesTheTrainer()
    {
        using var device = new CpuDevice(threads: 1);
        var journal = new StepJournal(1, DType.Float32, device);
        StepReport read = Step(journal, 1, device);
        Assert.That(read.AreFinite, Is.True);
        StepReport unread = Step(journal, 2, device);
        journal.Dispose();
        Assert.That(read.Generator, Is.EqualTo(1));
        Assert.That(() => unread.Generator, Throws.InstanceOf<ObjectDisposedException>().With.Message.Contains("trainer"));
    }

    /// <summary>A step that measures G's loss alone.</summary>
    private static StepReport Step(StepJournal journal, double loss, Device device, DType type = DType.Float32)
    {
        using TensorScope scope = TensorScope.Begin();
        journal.Begin();
        journal.Write(Measure.Generator, Tensor.Full([], loss, type, device));
        return journal.End(learningRateFactor: 1);
    }
}
