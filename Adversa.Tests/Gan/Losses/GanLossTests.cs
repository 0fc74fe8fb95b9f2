using Adversa.Autograd;
using Adversa.Gan.Losses;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Losses;

/// <summary>Each loss and its derivative against the formula of its paper, in double.</summary>
public sealed class GanLossTests
{
    // Some roundings of numbers near 1000, the largest squares.
    private const double Tolerance = 4e-13;

    // The margins ±1 of the hinge and 0 are no logits here: there are kinks.
    private static readonly double[] Logits = [-30, -3.5, -1.25, -0.5, 0.25, 0.75, 1.5, 4, 40];

    private static double Sigmoid(double l) => 1 / (1 + Math.Exp(-l));

    /// <summary>−t·log σ(l) − (1 − t)·log(1 − σ(l)), with the two logarithms written so that they do not overflow.</summary>
    private static double CrossEntropy(double l, double t)
    {
        double tail = Math.Log(1 + Math.Exp(-Math.Abs(l)));
        return t * (Math.Max(-l, 0) + tail) + (1 - t) * (Math.Max(l, 0) + tail);
    }

    private static IEnumerable<TestCaseData> Losses()
    {
        foreach ((double real, double fake) in new[] { (1.0, 0.0), (0.9, 0.0), (0.9, 0.1) })
        {
            Term onReal = new(l => CrossEntropy(l, real), l => Sigmoid(l) - real);
            Term onFake = new(l => CrossEntropy(l, fake), l => Sigmoid(l) - fake);
            var targets = new LossOptions { RealTarget = real, FakeTarget = fake };
            yield return Case(
                "minimax", targets, onReal, onFake, new Term(l => -CrossEntropy(l, 0), l => -Sigmoid(l)));
            yield return Case(
                "non-saturating", targets, onReal, onFake, new Term(l => CrossEntropy(l, 1), l => Sigmoid(l) - 1));
        }

        foreach ((double a, double b, double c) in new[] { (0.0, 1.0, 1.0), (-1, 1, 0), (0, 0.9, 1) })
        {
            var targets = new LossOptions { FakeTarget = a, RealTarget = b, GeneratorTarget = c };
            yield return Case("least-squares", targets, HalfSquare(b), HalfSquare(a), HalfSquare(c));
        }

        Term score = new(l => l, _ => 1), opposite = new(l => -l, _ => -1);
        yield return Case("wasserstein", new LossOptions(), opposite, score, opposite);
        yield return Case(
            "hinge", new LossOptions(),
            new Term(l => Math.Max(0, 1 - l), l => l < 1 ? -1 : 0),
            new Term(l => Math.Max(0, 1 + l), l => l > -1 ? 1 : 0),
            opposite);

        static TestCaseData Case(string name, LossOptions options, Term real, Term fake, Term generator) =>
            new TestCaseData(name, options, real, fake, generator).SetArgDisplayNames(
                name, $"{options.RealTarget}", $"{options.FakeTarget}", $"{options.GeneratorTarget}");

        static Term HalfSquare(double target) => new(l => (l - target) * (l - target) / 2, l => l - target);
    }

    [TestCaseSource(nameof(Losses))]
    public void IsTheFormulaOfThePaper(string name, LossOptions options, Term real, Term fake, Term generator)
    {
        GanLoss loss = GanLosses.Create(name, options);
        Assert.Multiple(() =>
        {
            AssertIs(real, loss.OnReal, "on real");
            AssertIs(fake, loss.OnFake, "on fake");
            AssertIs(generator, loss.OfGenerator, "of the generator");
        });
    }

    /// <summary>The table lists them all: a loss that is not tested above is missing there.</summary>
    [Test]
    public void EveryNameIsTested() =>
        Assert.That(Losses().Select(loss => loss.Arguments[0]).Distinct(), Is.EquivalentTo(GanLosses.Names));

    private static void AssertIs(Term expected, Func<Variable, Variable> loss, string part)
    {
        using var tape = Tape.Begin();
        var logits = new Variable(Tensor.From(Logits), requiresGrad: true);
        Variable value = loss(logits);
        Variable gradient = Gradients.Of(value, logits);
        Assert.That(value.Item(), Is.EqualTo(Logits.Average(expected.Value)).Within(Tolerance), part);
        double[] slopes = [.. Logits.Select(l => expected.Slope(l) / Logits.Length)];
        Assert.That(gradient.Value.ToArray<double>(), Is.EqualTo(slopes).Within(Tolerance), $"gradient {part}");
    }

    /// <summary>The loss of one sample and its derivative in the logit.</summary>
    public sealed record Term(Func<double, double> Value, Func<double, double> Slope);
}
