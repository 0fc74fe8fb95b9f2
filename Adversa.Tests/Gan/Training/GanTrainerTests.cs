using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Models;
using Adversa.Gan.Training;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Training;

/// <summary>How D and G take turns, and what limits their steps.</summary>
internal sealed class GanTrainerTests
{
    private const int Batch = 4;

    private static readonly TrainingOptions Options = new()
    {
        Size = 16,
        Channels = 1,
        Features = 4,
        Latent = 4,
        Batch = Batch,
        Steps = 8,
        Normalization = NormalizationKind.None,
    };

    private static readonly TrainingOptions Points = Options with { Model = "mlp", Size = 1, Channels = 2, Features = 8 };

    /// <summary>The last of D's batches also trains G.</summary>
    [TestCase(1, 1, 0, new[] { 1, 1, 1, 1 })]
    [TestCase(5, 1, 0, new[] { 5, 5, 5, 5 })]
    [TestCase(2, 1, 3, new[] { 5, 2, 2, 2 })]
    [TestCase(2, 3, 0, new[] { 2, 1, 1, 2 })]
    [TestCase(1, 2, 4, new[] { 5, 1, 1, 1 })]
    public void DrawsABatchForEveryUpdate(int discriminatorSteps, int generatorSteps, int first, int[] expected)
    {
        TrainingOptions options = Options with
        {
            DiscriminatorSteps = discriminatorSteps,
            GeneratorSteps = generatorSteps,
            DiscriminatorFirst = first,
        };
        using var trainer = new GanTrainer(options);
        using TensorScope scope = TensorScope.Begin();
        var random = new RandomGenerator(3);
        var draws = new List<int>();
        foreach (int _ in expected)
        {
            int count = 0;
            trainer.Step(() =>
            {
                count++;
                return new Samples(random.Uniform([Batch, 1, 16, 16], -1, 1));
            });
            draws.Add(count);
        }

        Assert.That(draws, Is.EqualTo(expected));
        Assert.That(trainer.Steps, Is.EqualTo(expected.Length));
    }

    /// <summary>A phase of G leaves D alone, and says so.</summary>
    [Test]
    public void DRestsWhileGHasItsPhase()
    {
        using var trainer = new GanTrainer(Options with { GeneratorSteps = 2 });
        using TensorScope scope = TensorScope.Begin();
        Tensor real = Real(1);
        StepReport first = trainer.Step(real);
        double[] before = Numbers(trainer.Discriminator);
        StepReport second = trainer.Step(real);
        Assert.Multiple(() =>
        {
            Assert.That(first.Discriminator, Is.Not.Null);
            Assert.That(second.Discriminator, Is.Null);
            Assert.That(second.DiscriminatorGradientNorm, Is.Null);
            Assert.That(Numbers(trainer.Discriminator), Is.EqualTo(before));
        });
    }

    /// <summary>Each of G's own steps counts once in its running statistics; D's further passes through G do not.</summary>
    [TestCase(1, 0)]
    [TestCase(5, 0)]
    [TestCase(2, 7)]
    public void RunningStatisticsCountGeneratorSteps(int discriminatorSteps, int first)
    {
        TrainingOptions options = Options with { DiscriminatorSteps = discriminatorSteps, DiscriminatorFirst = first };
        using var trainer = new GanTrainer(options);
        using TensorScope scope = TensorScope.Begin();
        for (int step = 0; step < 3; step++) trainer.Step(Real(1));
        StateDict state = trainer.Generator.StateDict();
        string[] counts = [.. state.Names.Where(name => name.EndsWith("num_batches_tracked", StringComparison.Ordinal))];
        Assert.That(counts, Is.Not.Empty);
        foreach (string count in counts) Assert.That(state.Values<long>(count)[0], Is.EqualTo(3), count);
    }

    /// <summary>The mean gradient of two halves is the gradient of the whole where no layer couples samples.</summary>
    [Test]
    public void AccumulatedHalvesAreOneBatch([Values("none", "wgan-gp")] string penalty)
    {
        TrainingOptions whole = Points with { Batch = 2 * Batch, Penalty = penalty, Optimizer = OptimizerKind.Sgd };
        TrainingOptions halves = whole with { Batch = Batch, Accumulate = 2 };
        using TensorScope scope = TensorScope.Begin();
        Tensor real = new RandomGenerator(5).Normal([2 * Batch, 2, 1, 1], type: DType.Float64);
        double[] expected = Train(whole, () => real), found = Train(halves, Halves());
        Assert.That(found, Is.EqualTo(expected).Within(1e-12));

        double[] Train(TrainingOptions options, Func<Tensor> next)
        {
            // G's noise is drawn batch by batch, so that D's step alone sees the same noise in both.
            using var trainer = new GanTrainer(options, DType.Float64);
            trainer.Step(() => new Samples(next()));
            return Numbers(trainer.Discriminator);
        }

        Func<Tensor> Halves()
        {
            int half = 0;
            return () => real.Slice(0, half++ % 2 * Batch, Batch);
        }
    }

    /// <summary>Adam's first step changes every number with a gradient by its learning rate.</summary>
    [Test]
    public void EachNetworkHasItsLearningRate()
    {
        TrainingOptions options = Options with { LearningRate = 1e-3, DiscriminatorLearningRate = 4e-3, WarmUp = 2 };
        using var trainer = new GanTrainer(options, DType.Float64);
        double[] discriminator = Numbers(trainer.Discriminator), generator = Numbers(trainer.Generator);
        using TensorScope scope = TensorScope.Begin();
        trainer.Step(Real(1, DType.Float64));
        Assert.That(LargestChange(discriminator, trainer.Discriminator), Is.EqualTo(2e-3).Within(1).Percent);
        Assert.That(LargestChange(generator, trainer.Generator), Is.EqualTo(0.5e-3).Within(1).Percent);
    }

    [Test]
    public void WeightClippingLimitsD()
    {
        using var trainer = new GanTrainer(Options with { Loss = "wasserstein", WeightClip = 0.01, LearningRate = 0.1 });
        using TensorScope scope = TensorScope.Begin();
        trainer.Step(Real(1));
        Assert.That(Numbers(trainer.Discriminator).Max(Math.Abs), Is.EqualTo(0.01).Within(1e-8));
        Assert.That(Numbers(trainer.Generator).Max(Math.Abs), Is.GreaterThan(0.01));
    }

    [Test]
    public void GradientsAreLimited()
    {
        const double Limit = 1e-3;
        TrainingOptions options = Options with
        {
            Optimizer = OptimizerKind.Sgd,
            Beta1 = 0,
            LearningRate = 1,
            ClipGradientNorm = Limit,
        };
        using var trainer = new GanTrainer(options, DType.Float64);
        double[] before = Numbers(trainer.Discriminator);
        using TensorScope scope = TensorScope.Begin();
        StepReport report = trainer.Step(Real(1, DType.Float64));
        double length = Math.Sqrt(Numbers(trainer.Discriminator).Zip(before, (a, b) => (a - b) * (a - b)).Sum());
        Assert.That(report.DiscriminatorGradientNorm, Is.GreaterThan(Limit), "what is reported is the norm before");
        Assert.That(length, Is.EqualTo(Limit).Within(1).Percent);
    }

    /// <summary>A lazy penalty has a step of its own, every k-th step, and k times the weight.</summary>
    [Test]
    public void ALazyPenaltyComesEverySoOften()
    {
        TrainingOptions options = Options with { Penalty = "r1", PenaltyEvery = 3 };
        using var trainer = new GanTrainer(options);
        using TensorScope scope = TensorScope.Begin();
        bool[] hasPenalty = [.. Enumerable.Range(0, 7).Select(_ => trainer.Step(Real(1)).Penalty is not null)];
        Assert.That(hasPenalty, Is.EqualTo(new[] { true, false, false, true, false, false, true }));
        StateDict state = trainer.State();
        string step = state.Names.First(name => name.StartsWith("discriminator_optimizer", StringComparison.Ordinal)
            && name.EndsWith(".step", StringComparison.Ordinal));
        Assert.That(state.Values<long>(step)[0], Is.EqualTo(7 + 3), step);
    }

    /// <summary>A penalty is reported whichever of the step's D updates it came with.</summary>
    [Test]
    public void APenaltyOfAnEarlierUpdateIsReported()
    {
        TrainingOptions options = Options with { Penalty = "r1", PenaltyEvery = 2, DiscriminatorSteps = 2 };
        using var trainer = new GanTrainer(options);
        using TensorScope scope = TensorScope.Begin();
        for (int step = 0; step < 3; step++) Assert.That(trainer.Step(Real(1)).Penalty, Is.Not.Null, $"step {step}");
    }

    /// <summary>D's steps before everything else give the same numbers one by one and within the first step.</summary>
    [Test]
    public void TheFirstPhaseOfDCanBeMadeStepByStep()
    {
        TrainingOptions options = Options with { DiscriminatorFirst = 3 };
        using GanTrainer whole = new(options), parts = new(options);
        using TensorScope scope = TensorScope.Begin();
        Tensor real = Real(1);
        while (parts.FirstDiscriminatorSteps > 1) parts.FirstDiscriminatorStep(() => new Samples(real));
        Assert.That(parts.Steps, Is.Zero);
        Assert.That(parts.Step(real).Metrics(), Is.EqualTo(whole.Step(real).Metrics()));
        Assert.That(Numbers(parts.Discriminator), Is.EqualTo(Numbers(whole.Discriminator)));
    }

    /// <summary>Weight penalties leave biases and gains alone, those of conditional batch normalization among them.</summary>
    [Test]
    public void WeightPenaltiesLeaveGainsAlone()
    {
        TrainingOptions options = Options with
        {
            Normalization = NormalizationKind.Batch,
            Conditioning = Conditioning.Projection,
            Classes = 2,
        };
        double plain = Gain(options), penalized = Gain(options with { L2 = 100 });
        Assert.That(penalized, Is.EqualTo(plain).Within(0.01));

        static double Gain(TrainingOptions options)
        {
            using var trainer = new GanTrainer(options with { LearningRate = 0.01 });
            using TensorScope scope = TensorScope.Begin();
            var samples = new Samples(Real(1), Tensor.From([0, 1, 1, 0], [Batch]));
            for (int step = 0; step < 5; step++) trainer.Step(() => samples);
            Parameter table = trainer.Generator.Modules.OfType<ConditionalBatchNorm2d>().First().Table;
            return table.Value.Slice(1, 0, table.Shape[1] / 2).Mean().Item();
        }
    }

    [Test]
    public void OptionsAreChecked() => Assert.That(
        () => new GanTrainer(Options with { Accumulate = 0 }), Throws.ArgumentException.With.Message.Contains("accumulate"));

    /// <summary>Settings that must make a difference, each alone against the plain training.</summary>
    [TestCaseSource(nameof(Differences))]
    public void EverySettingChangesTheTraining(Func<TrainingOptions, TrainingOptions> change)
    {
        Assert.That(After(change(Options)), Is.Not.EqualTo(After(Options)));

        static double[] After(TrainingOptions options)
        {
            using var trainer = new GanTrainer(options);
            using TensorScope scope = TensorScope.Begin();
            for (int step = 0; step < 2; step++) trainer.Step(Real(1));
            return [.. Numbers(trainer.Generator), .. Numbers(trainer.Discriminator)];
        }
    }

    private static IEnumerable<TestCaseData> Differences()
    {
        yield return Case("label smoothing", o => o with { RealTarget = 0.9 });
        yield return Case("label noise", o => o with { LabelNoise = 0.4 });
        yield return Case("instance noise", o => o with { InstanceNoise = 0.1 });
        yield return Case("feature matching", o => o with { FeatureMatching = 1 });
        yield return Case("L1", o => o with { L1 = 0.1 });
        yield return Case("L2", o => o with { L2 = 0.1 });
        yield return Case("gradient values", o => o with { ClipGradientValue = 1e-4 });
        yield return Case("RMSProp", o => o with { Optimizer = OptimizerKind.RmsProp });
        yield return Case("schedule", o => o with { Schedule = ScheduleKind.Cosine });

        static TestCaseData Case(string name, Func<TrainingOptions, TrainingOptions> change) =>
            new TestCaseData(change).SetArgDisplayNames(name);
    }

    /// <summary>Once the noise has faded, its size no longer matters.</summary>
    [Test]
    public void InstanceNoiseFades()
    {
        Assert.That(SecondLoss(5), Is.EqualTo(SecondLoss(0)).Within(1e-12));

        static double SecondLoss(double noise)
        {
            // The learning rate is too small to matter, so that only the noise itself could.
            TrainingOptions options = Options with { LearningRate = 1e-30, InstanceNoise = noise, InstanceNoiseSteps = 1 };
            using var trainer = new GanTrainer(options, DType.Float64);
            using TensorScope scope = TensorScope.Begin();
            Tensor real = Real(1, DType.Float64), z = new RandomGenerator(9).Normal([Batch, 4, 1, 1], type: DType.Float64);
            trainer.Step(real, z);
            return trainer.Step(real, z).Discriminator!.Value;
        }
    }

    private static Tensor Real(ulong seed, DType type = DType.Float32) =>
        new RandomGenerator(seed).Uniform([Batch, 1, 16, 16], -1, 1, type);

    private static double[] Numbers(Module network) =>
        [.. network.Parameters.SelectMany(parameter => parameter.Value.To(DType.Float64).ToArray<double>())];

    private static double LargestChange(double[] before, Module network) =>
        Numbers(network).Zip(before, (now, then) => Math.Abs(now - then)).Max();
}
