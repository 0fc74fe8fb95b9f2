using Adversa.Gan.Models;
using Adversa.Gan.Training;

namespace Adversa.Tests.Gan;

/// <summary>What <see cref="TrainingOptions.Validate"/> refuses, and with which words.</summary>
public sealed class TrainingOptionsTests
{
    private static readonly TrainingOptions Smooth = new() { Normalization = NormalizationKind.None, Penalty = "wgan-gp" };

    private static IEnumerable<TestCaseData> Refusals()
    {
        return
        [
            Case(new() { Steps = 0 }, "steps: found 0, expected at least 1."),
            Case(new() { Batch = 1 }, "batch: found 1, expected at least 2."),
            Case(new() { PowerIterations = 0 }, "power-iterations: found 0, expected 1 to 65536."),
            Case(new() { DiscriminatorSteps = 0 }, "discriminator-steps: found 0, expected at least 1."),
            Case(new() { LearningRate = 2 }, "learning-rate: found 2, expected a number in (0, 1]."),
            Case(new() { LearningRate = double.NaN }, "learning-rate: found NaN, expected a number in (0, 1]."),
            Case(new() { DiscriminatorLearningRate = 0 },
                "discriminator-learning-rate: found 0, expected a number in (0, 1]."),
            Case(new() { RealTarget = double.NaN }, "real-target: found NaN, expected a finite number."),
            Case(new() { L2 = double.PositiveInfinity }, "l2: found Infinity, expected a finite number of at least 0."),
            Case(new() { L1 = -0.5 }, "l1: found -0.5, expected a finite number of at least 0."),
            Case(Smooth with { PenaltyWeight = -1 }, "penalty-weight: found -1, expected a number above 0."),
            Case(new() { Features = 0 }, "features: found 0, expected 1 to 4096."),
            Case(new() { Model = "vae" }, "model: found 'vae', expected "),
            Case(new() { Loss = "mse" },
                "loss: found 'mse', expected one of minimax, non-saturating, wasserstein, least-squares, hinge."),
            Case(new() { Loss = "hinge", RealTarget = 0.9 },
                "loss hinge: found real target 0.9, but this loss has no such target; leave it out."),
            Case(new() { RealTarget = 0.1, FakeTarget = 0.2 }, "found fake target 0.2 and real target 0.1"),
            Case(new() { Penalty = "gp" }, "penalty: found 'gp', expected one of none, wgan-gp, r1, dragan."),
            Case(Smooth with { Normalization = NormalizationKind.Batch },
                "penalty: found 'wgan-gp' with batch normalization, which couples the samples whose gradients the penalty " +
                "takes one by one; use --normalization layer, instance, spectral or none."),
            Case(new() { MinibatchLayer = MinibatchLayer.StandardDeviation, Batch = 6 },
                "batch: found 6 with the minibatch layer standard-deviation, expected a multiple of 4, its group."),
            Case(Smooth with { WeightClip = 0.01 },
                "weight-clip: found 0.01 with the penalty 'wgan-gp', expected one of the two; " +
                "use --weight-clip 0 or --penalty none."),
            Case(new() { PenaltyEvery = 16 },
                "penalty-every: found 16 without a penalty; choose one by --penalty, or leave the interval at 1."),
        ];

        static TestCaseData Case(TrainingOptions options, string message) =>
            new TestCaseData(options, message).SetArgDisplayNames(message);
    }

    [TestCaseSource(nameof(Refusals))]
    public void Refuses(TrainingOptions options, string message) =>
        Assert.That(options.Validate, Throws.ArgumentException.With.Message.Contains(message));

    [Test]
    public void TheDefaultsAreRight() => Assert.That(new TrainingOptions().Validate, Throws.Nothing);

    [TestCase(NormalizationKind.None)]
    [TestCase(NormalizationKind.Layer)]
    [TestCase(NormalizationKind.Instance)]
    [TestCase(NormalizationKind.Spectral)]
    public void APenaltyGoesWithEveryOtherNormalization(NormalizationKind normalization) =>
        Assert.That((Smooth with { Normalization = normalization, PenaltyEvery = 16 }).Validate, Throws.Nothing);

    /// <summary>A loss with label noise needs random numbers, which settings have none of.</summary>
    [Test]
    public void LabelNoiseIsRight() => Assert.That(new TrainingOptions { LabelNoise = 0.1 }.Validate, Throws.Nothing);
}
