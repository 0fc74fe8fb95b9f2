using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Training;
using Adversa.Kernels;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Training;

internal sealed class WeightAverageTests
{
    private const double Decay = 0.9;

    private static readonly TrainingOptions Options = new()
    {
        Size = 16,
        Channels = 1,
        Features = 4,
        Latent = 4,
        Batch = 4,
        Average = Decay,
        LearningRate = 0.01,
    };

    [Test]
    public void AveragesWeightsAndRunningStatistics()
    {
        using var trainer = new GanTrainer(Options, DType.Float64);
        StateDict expected = trainer.Generator.StateDict();
        Assert.That(Same(trainer.SampledGenerator.StateDict(), expected, 0), Is.True, "it begins as a copy");
        for (int step = 0; step < 3; step++)
        {
            Step(trainer);
            expected = Mixed(expected, trainer.Generator.StateDict());
        }

        Assert.That(Same(trainer.SampledGenerator.StateDict(), expected, 1e-14), Is.True);
        Assert.That(Same(trainer.SampledGenerator.StateDict(), trainer.Generator.StateDict(), 1e-6), Is.False);
    }

    [Test]
    public void IsACopyUntilItsFirstStep()
    {
        using var trainer = new GanTrainer(Options with { AverageFrom = 2 }, DType.Float64);
        Step(trainer);
        Step(trainer);
        Assert.That(Same(trainer.SampledGenerator.StateDict(), trainer.Generator.StateDict(), 0), Is.True);
        Step(trainer);
        Assert.That(Same(trainer.SampledGenerator.StateDict(), trainer.Generator.StateDict(), 1e-6), Is.False);
    }

    /// <summary>Spectral norms of the average belong to the averaged weights, not to those of the generator.</summary>
    [Test]
    public void SpectralNormsFitTheAverage()
    {
        TrainingOptions options = Recipes.Open("sagan") with
        {
            Features = 4,
            Latent = 8,
            Batch = 4,
            Channels = 3,
            Average = 0.99,
            LearningRate = 0.002,
        };
        using var trainer = new GanTrainer(options);
        for (int step = 0; step < 10; step++)
        {
            using TensorScope scope = TensorScope.Begin();
            trainer.Step(new RandomGenerator(4).Uniform([4, 3, 32, 32], -1, 1));
        }

        using TensorScope rest = TensorScope.Begin();
        foreach (WeightedLayer layer in trainer.SampledGenerator.Modules.OfType<WeightedLayer>())
        {
            if (layer.Normalization is not SpectralNorm norm) continue;
            double sigma = SingularValues.Largest(norm.Apply(isTraining: false), layer.OutputAxis);
            Assert.That(sigma, Is.EqualTo(1).Within(1e-2), layer.Weight.Name);
        }
    }

    /// <summary>An average looks on; the training is the same to the bit.</summary>
    [Test]
    public void ChangesNothingInTheTraining()
    {
        using GanTrainer with = new(Options), without = new(Options with { Average = 0 });
        Step(with);
        Step(without);
        Assert.That(Same(with.Generator.StateDict(), without.Generator.StateDict(), 0), Is.True);
        Assert.That(without.SampledGenerator, Is.SameAs(without.Generator));
    }

    /// <summary>The checkpoint has an entry of its own for the average, and samples come from it.</summary>
    [Test]
    public void SamplesComeFromTheAverage()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = Options with { Steps = 5, Average = 0.99 };
        using TrainingRun run = TrainingRun.Start(options, folder["run"]);
        run.Train();
        StateDict state = StateDict.Load(run.LastCheckpoint!);
        using TrainedGenerator average = TrainedGenerator.Open(folder["run"]);
        using TrainedGenerator trained = TrainedGenerator.Open(folder["run"], average: false);
        float[] samples = average.Sampler.Generate(3, seed: 1);
        Assert.That(state.Sub("generator_average").Names, Is.EqualTo(state.Sub("generator").Names));
        Assert.That(samples, Is.Not.EqualTo(trained.Sampler.Generate(3, seed: 1)));
    }

    private static void Step(GanTrainer trainer)
    {
        using TensorScope scope = TensorScope.Begin();
        DType type = trainer.Generator.Parameters.First().Value.DType;
        trainer.Step(new RandomGenerator(4).Uniform([4, 1, 16, 16], -1, 1, type));
    }

    /// <summary>Decay·average + (1 − decay)·current; counters are taken over.</summary>
    private static StateDict Mixed(StateDict average, StateDict current)
    {
        var mixed = new StateDict();
        foreach (string name in current.Names)
        {
            if (current[name].DType == DType.Int64)
            {
                mixed.Add(name, Shape.Create(current[name].Shape.Span), current.Values<long>(name));
                continue;
            }

            double[] then = average.Values<double>(name).ToArray(), now = current.Values<double>(name).ToArray();
            double[] both = [.. then.Zip(now, (a, b) => Decay * a + (1 - Decay) * b)];
            mixed.Add<double>(name, Shape.Create(current[name].Shape.Span), both);
        }

        return mixed;
    }

    private static bool Same(StateDict a, StateDict b, double tolerance)
    {
        Assert.That(a.Names, Is.EqualTo(b.Names));
        return tolerance == 0
            ? a.Zip(b).All(pair => pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span))
            : a.Where(entry => entry.DType == DType.Float64).All(entry =>
                a.Values<double>(entry.Name).ToArray().Zip(b.Values<double>(entry.Name).ToArray())
                    .All(pair => Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(pair.Second))));
    }
}
