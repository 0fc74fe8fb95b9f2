using Adversa.Gan.Models;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gan;

/// <summary>Every recipe with small networks, and everything that recipes leave out: trainings to look at as a whole.</summary>
internal static class SmallTraining
{
    private const int Batch = 4, Classes = 3;

    /// <summary>The settings by name.</summary>
    public static IReadOnlyDictionary<string, TrainingOptions> All { get; } = Settings();

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Gives real batches as a run does: samples, and labels if they are needed, by one copy each.</summary>
    public static Func<Samples> Batches(TrainingOptions options, Device device)
    {
        var random = new Random(5);
        Shape shape = [Batch, options.Channels, options.Size, options.Size];
        return () =>
        {
            float[] numbers = [.. Enumerable.Range(0, shape.Count).Select(_ => 2 * random.NextSingle() - 1)];
            int[] labels = [.. Enumerable.Range(0, Batch).Select(_ => random.Next(Classes))];
            return new Samples(
                Tensor.From(numbers, shape, device), options.Classes == 0 ? null : Tensor.From(labels, [Batch], device));
        };
    }

    /// <summary>A training with nearly every option on at once.</summary>
    public static TrainingOptions WithEverything(TrainingOptions options) => options with
    {
        Normalization = NormalizationKind.Spectral,
        MinibatchLayer = MinibatchLayer.StandardDeviation,
        Dropout = 0.2,
        RealTarget = 0.9,
        LabelNoise = 0.1,
        InstanceNoise = 0.1,
        FeatureMatching = 0.5,
        L1 = 1e-4,
        L2 = 1e-4,
        Penalty = "dragan",
        PenaltyEvery = 3,
        DiscriminatorSteps = 2,
        GeneratorSteps = 2,
        DiscriminatorFirst = 1,
        Accumulate = 2,
        Schedule = ScheduleKind.Cosine,
        WarmUp = 3,
        Average = 0.9,
        ConvergenceWindow = 100,
        ClipGradientNorm = 5,
    };

    private static Dictionary<string, TrainingOptions> Settings()
    {
        Dictionary<string, TrainingOptions> all = Recipes.Names.ToDictionary(name => name, name => Small(Recipes.Open(name)));
        all["clipped"] = all["dcgan"] with { ClipGradientNorm = 0.5, ClipGradientValue = 0.1, Average = 0.9 };
        all["minibatch-discrimination"] = all["dcgan"] with { MinibatchLayer = MinibatchLayer.Discrimination };
        all["everything"] = WithEverything(all["acgan"]);
        return all;
    }

    private static TrainingOptions Small(TrainingOptions recipe) => recipe with
    {
        Channels = recipe.Channels != 0 ? recipe.Channels : recipe.Size == 1 ? 2 : 1,
        Classes = recipe.Conditioning == Conditioning.None ? 0 : Classes,
        Features = 4,
        Latent = Math.Min(recipe.Latent, 8),
        Batch = Batch,
        PowerIterations = Math.Min(recipe.PowerIterations, 32),
    };
}
