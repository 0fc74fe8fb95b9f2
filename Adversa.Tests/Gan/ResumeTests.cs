using System.Text.Json;
using Adversa.Gan.Models;
using Adversa.Gan.Training;

namespace Adversa.Tests.Gan;

/// <summary>Resuming gives the same bits as never having stopped, for any number of threads.</summary>
public sealed class ResumeTests
{
    private static readonly TrainingOptions Options = new()
    {
        Size = 16,
        Features = 4,
        Latent = 8,
        Batch = 8,
        Steps = 20,
        CheckpointEvery = 7,
        SampleEvery = 5,
        Threads = 2,
    };

    [Test]
    public void StoppedAndResumedEqualsUninterrupted()
    {
        using var folder = new TemporaryFolder();
        string whole = folder["whole"], parts = folder["parts"];
        Assert.That(Train(TrainingRun.Start(Options, whole)), Is.EqualTo(TrainingOutcome.Finished));
        Assert.That(Train(TrainingRun.Start(Options, parts), stopAfter: 10), Is.EqualTo(TrainingOutcome.Stopped));
        TrainingRun rest = TrainingRun.Resume(parts, options => options with { Threads = 1 });
        Assert.That(Train(rest), Is.EqualTo(TrainingOutcome.Finished));
        AssertSameFile(whole, parts, "checkpoints/step-00000020.safetensors");
        AssertSameFile(whole, parts, "samples/step-00000020.png");
        Assert.That(Steps(parts), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public void CancelledBehindAStepAndResumedEqualsUninterrupted()
    {
        using var folder = new TemporaryFolder();
        string whole = folder["whole"], parts = folder["parts"];
        Train(TrainingRun.Start(Options, whole));
        using var cancellation = new CancellationTokenSource();
        using (TrainingRun run = TrainingRun.Start(Options, parts))
        {
            TrainingOutcome outcome = run.Train(
                progress => { if (progress.Step == 3) cancellation.Cancel(); }, stopAfter: null, cancellation.Token);
            Assert.That(outcome, Is.EqualTo(TrainingOutcome.Interrupted));
            Assert.That(run.Step, Is.EqualTo(3));
        }

        Train(TrainingRun.Resume(parts));
        AssertSameFile(whole, parts, "checkpoints/step-00000020.safetensors");
    }

    /// <summary>A run whose losses stand still ends early, saves, and can go on all the same.</summary>
    [Test]
    public void AConvergedRunEndsEarlyAndCanGoOn()
    {
        using var folder = new TemporaryFolder();
        string path = folder["run"];
        TrainingOptions easilyPleased = Options with { ConvergenceWindow = 3, ConvergenceTolerance = 1e9 };
        Assert.That(Train(TrainingRun.Start(easilyPleased, path)), Is.EqualTo(TrainingOutcome.Converged));
        Assert.That(Steps(path), Is.EqualTo(Enumerable.Range(1, 6)), "two windows of three steps");
        Assert.That(File.Exists(Path.Combine(path, "checkpoints", "step-00000006.safetensors")));
        TrainingRun rest = TrainingRun.Resume(path, options => options with { ConvergenceWindow = 0 });
        Assert.That(Train(rest), Is.EqualTo(TrainingOutcome.Finished));
    }

    /// <summary>Every random number and every average of a training with all that draws them goes on to the bit.</summary>
    [Test]
    public void EverythingAtOnceGoesOnToTheBit()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions everything = SmallTraining.WithEverything(Options) with
        {
            Conditioning = Conditioning.Auxiliary,
            ConvergenceWindow = 7,
            ConvergenceTolerance = 1e-9,
        };
        string whole = folder["whole"], parts = folder["parts"];
        Train(TrainingRun.Start(everything, whole));
        Train(TrainingRun.Start(everything, parts), stopAfter: 9);
        Train(TrainingRun.Resume(parts, options => options with { Threads = 1 }));
        AssertSameFile(whole, parts, "checkpoints/step-00000020.safetensors");
    }

    /// <summary>Going on from an older checkpoint must not leave another continuation's files to be taken for its own.</summary>
    [Test]
    public void LaterCheckpointsOfAnotherContinuationAreSetAside()
    {
        using var folder = new TemporaryFolder();
        string path = folder["run"], checkpoints = Path.Combine(folder["run"], "checkpoints");
        Train(TrainingRun.Start(Options, path), stopAfter: 16);
        Train(TrainingRun.Resume(Path.Combine(checkpoints, "step-00000007.safetensors")), stopAfter: 9);
        using TrainingRun rest = TrainingRun.Resume(path);
        Assert.That(rest.Step, Is.EqualTo(9));
        Assert.That(File.Exists(Path.Combine(checkpoints, "step-00000014.safetensors.superseded")), Is.True, "nothing is lost");
    }

    /// <summary>A run that was stopped in D's phase before everything else goes on within it.</summary>
    [Test]
    public void StoppedInTheFirstPhaseOfDEqualsUninterrupted()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = Options with { DiscriminatorFirst = 4, Steps = 3 };
        string whole = folder["whole"], parts = folder["parts"];
        Train(TrainingRun.Start(options, whole));
        using (var cancelled = new CancellationTokenSource())
        using (TrainingRun run = TrainingRun.Start(options, parts))
        {
            cancelled.Cancel();
            Assert.That(run.Train(cancellation: cancelled.Token), Is.EqualTo(TrainingOutcome.Interrupted));
        }

        Train(TrainingRun.Resume(parts));
        AssertSameFile(whole, parts, "checkpoints/step-00000003.safetensors");
    }

    /// <summary>What was logged behind the last checkpoint is told again by the resumed run, not twice.</summary>
    [Test]
    public void LinesBehindTheCheckpointAreDropped()
    {
        using var folder = new TemporaryFolder();
        string path = folder["run"];
        Train(TrainingRun.Start(Options, path), stopAfter: 9);
        File.Delete(Path.Combine(path, "checkpoints", "step-00000009.safetensors"));
        File.AppendAllText(Path.Combine(path, "metrics.jsonl"), "{\"step\":10,\"d_lo");
        using (TrainingRun run = TrainingRun.Resume(path)) Assert.That(run.Step, Is.EqualTo(7));
        Train(TrainingRun.Resume(path));
        Assert.That(Steps(path), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    private static TrainingOutcome Train(TrainingRun run, int? stopAfter = null)
    {
        using (run) return run.Train(stopAfter: stopAfter);
    }

    private static void AssertSameFile(string a, string b, string name)
    {
        byte[] bytesOfA = File.ReadAllBytes(Path.Combine(a, name)), bytesOfB = File.ReadAllBytes(Path.Combine(b, name));
        Assert.That(bytesOfA.AsSpan().SequenceEqual(bytesOfB), Is.True, name);
    }

    private static int[] Steps(string run) => [.. File.ReadLines(Path.Combine(run, "metrics.jsonl")).Select(StepOf)];

    private static int StepOf(string line)
    {
        using JsonDocument entry = JsonDocument.Parse(line);
        return entry.RootElement.GetProperty("step").GetInt32();
    }
}
