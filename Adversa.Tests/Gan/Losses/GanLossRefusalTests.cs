using Adversa.Gan.Losses;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Losses;

/// <summary>Settings that make no sense are refused in one line that says what was found and what was expected.</summary>
public sealed class GanLossRefusalTests
{
    private static IEnumerable<TestCaseData> Nonsense()
    {
        var smooth = new LossOptions { RealTarget = 0.9 };
        yield return new TestCaseData("wgan", new LossOptions(), "expected one of minimax, non-saturating");
        yield return new TestCaseData("wasserstein", smooth, "found real target 0.9, but this loss has no such target");
        yield return new TestCaseData("hinge", smooth, "found real target 0.9, but this loss has no such target");
        yield return new TestCaseData("hinge", new LossOptions { FakeTarget = 0.1 }, "found fake target 0.1");
        yield return new TestCaseData("minimax", new LossOptions { GeneratorTarget = 1 }, "found generator target 1");
        yield return new TestCaseData("non-saturating", new LossOptions { RealTarget = 1.1 }, "real target 1.1");
        yield return new TestCaseData("non-saturating", new LossOptions { RealTarget = double.NaN }, "real target NaN");
        yield return new TestCaseData("minimax", new LossOptions { RealTarget = 0.1, FakeTarget = 0.9 }, "fake target 0.9");
        yield return new TestCaseData("least-squares", new LossOptions { FakeTarget = 2 }, "expected the first below");
        yield return new TestCaseData("least-squares", new LossOptions { RealTarget = double.NaN }, "NaN for real");
        yield return new TestCaseData("hinge", new LossOptions { FlipProbability = 0.5 }, "found probability 0.5");
        yield return new TestCaseData("hinge", new LossOptions { FlipProbability = -0.1 }, "found probability -0.1");
    }

    [TestCaseSource(nameof(Nonsense))]
    public void RefusesNonsense(string name, LossOptions options, string message) => Assert.That(
        () => GanLosses.Create(name, options, new RandomGenerator(1)),
        Throws.ArgumentException.With.Message.Contains(message).And.Message.Not.Contains("\n"));

    [Test]
    public void LabelNoiseNeedsAGenerator() => Assert.That(
        () => GanLosses.Create("hinge", new LossOptions { FlipProbability = 0.1 }),
        Throws.ArgumentException.With.Message.Contains("needs a random generator"));

    [Test]
    public void LabelNoiseIsNotAddedTwice()
    {
        GanLoss noisy = GanLosses.Create("hinge", new LossOptions { FlipProbability = 0.1 }, new RandomGenerator(1));
        Assert.That(() => new LabelNoise(noisy, 0.1, new RandomGenerator(2)), Throws.ArgumentException);
    }
}
