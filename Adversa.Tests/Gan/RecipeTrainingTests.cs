using Adversa.Autograd;
using Adversa.Gan.Data.Images;
using Adversa.Gan.Training;

namespace Adversa.Tests.Gan;

/// <summary>Every recipe trains, goes on to the bit where it was stopped, and makes samples; with small networks.</summary>
public sealed class RecipeTrainingTests
{
    private const int Steps = 20, Cut = 9;

    private static IReadOnlyList<string> Names => Recipes.Names;

    [TestCaseSource(nameof(Names))]
    public void TrainsResumesAndSamples(string name)
    {
        using var folder = new TemporaryFolder();
        TrainingOptions recipe = Recipes.Open(name);
        TrainingOptions small = recipe with
        {
            Features = 4,
            Latent = Math.Min(recipe.Latent, 8),
            Batch = 4,
            Steps = Steps,
            CheckpointEvery = Steps,
            SampleEvery = Steps,
            Threads = 2,
        };
        using (TrainingRun whole = TrainingRun.Start(small, folder["whole"]))
        {
            StepReport? last = null;
            Assert.That(whole.Train(progress => last = progress.Losses), Is.EqualTo(TrainingOutcome.Finished));
            Assert.That(last!.Penalty is null, Is.EqualTo(recipe.Penalty == "none"));
        }

        using (TrainingRun first = TrainingRun.Start(small, folder["parts"])) first.Train(stopAfter: Cut);
        using (TrainingRun rest = TrainingRun.Resume(folder["parts"], options => options with { Threads = 1 })) rest.Train();
        Assert.That(Differences(folder["whole"], folder["parts"]), Is.Empty);
        Assert.That(
            File.ReadAllBytes(Path.Combine(folder["parts"], "samples", $"step-{Steps:D8}.png")),
            Is.EqualTo(File.ReadAllBytes(Path.Combine(folder["whole"], "samples", $"step-{Steps:D8}.png"))));

        using TrainedGenerator trained = TrainedGenerator.Open(folder["whole"]);
        Image picture = trained.Picture(count: 6, seed: 3);
        Assert.That(picture.Pixels.Distinct().Count(), Is.GreaterThan(2));
        Assert.That(trained.Sampler.Generate(count: 6, seed: 3), Has.All.Matches<float>(float.IsFinite));
    }

    /// <summary>The names of the arrays in which the last checkpoints of two runs differ.</summary>
    private static string[] Differences(string a, string b)
    {
        StateDict one = Last(a), other = Last(b);
        Assert.That(one.Names, Is.EqualTo(other.Names));
        return [.. one.Names.Where(name => !one[name].Data.Span.SequenceEqual(other[name].Data.Span))];

        static StateDict Last(string run) =>
            StateDict.Load(Path.Combine(run, "checkpoints", $"step-{Steps:D8}.safetensors"));
    }
}
