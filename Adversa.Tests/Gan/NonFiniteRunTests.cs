using System.Text.Json;
using Adversa.Gan.Models;
using Adversa.Gan.Training;

namespace Adversa.Tests.Gan;

/// <summary>
/// Losses are looked at now and then alone; a loss that is no number still ends a run with its own step's message, and nothing
/// that was spoilt is kept.
/// </summary>
public sealed class NonFiniteRunTests
{
    private static readonly TrainingOptions Exploding = SmallTraining.All["lsgan"] with
    {
        Channels = 0,
        Size = 16,
        Normalization = NormalizationKind.None,
        Optimizer = OptimizerKind.Sgd,
        LearningRate = 1,
        Steps = 1000,
        Threads = 1,
    };

    [TestCase(1000, 1000)]
    [TestCase(3, 1000)]
    [TestCase(1000, 4)]
    [TestCase(1, 1)]
    public void ALossThatIsNoNumberEndsTheRun(int sampleEvery, int checkpointEvery)
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = Exploding with { SampleEvery = sampleEvery, CheckpointEvery = checkpointEvery };
        using TrainingRun run = TrainingRun.Start(options, folder["run"]);
        NonFiniteException thrown = Assert.Throws<NonFiniteException>(() => run.Train())!;

        (int Step, bool IsFinite)[] lines = [.. File.ReadLines(Path.Combine(folder["run"], "metrics.jsonl")).Select(Line)];
        int broken = lines[^1].Step;
        Assert.Multiple(() =>
        {
            Assert.That(lines.Select(line => line.Step), Is.EqualTo(Enumerable.Range(1, broken)));
            Assert.That(lines[..^1].All(line => line.IsFinite), Is.True);
            Assert.That(lines[^1].IsFinite, Is.False);
            Assert.That(thrown.Message, Does.StartWith($"step {broken}: ").And.Contains("expected finite numbers"));
            Assert.That(thrown.Message, Does.Contain(run.LastCheckpoint ?? "none yet"));
            Assert.That(Files("checkpoints", "safetensors"), Is.EqualTo(Multiples(checkpointEvery)));
            Assert.That(Files("samples", "png"), Is.EqualTo(Multiples(sampleEvery)));
        });

        string[] Files(string kind, string extension) =>
            [.. Directory.GetFiles(Path.Combine(folder["run"], kind)).Select(path => Path.GetFileName(path))
                .Where(name => name.EndsWith(extension, StringComparison.Ordinal)).Order()
                .Select(name => name.Split('.')[0])];

        string[] Multiples(int every) =>
            [.. Enumerable.Range(1, broken - 1).Where(step => step % every == 0).Select(step => $"step-{step:D8}")];
    }

    private static (int Step, bool IsFinite) Line(string line)
    {
        using JsonDocument entry = JsonDocument.Parse(line);
        return (
            entry.RootElement.GetProperty("step").GetInt32(),
            entry.RootElement.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.Number));
    }
}
