using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Regularizers;
using Adversa.Kernels;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Regularizers;

public sealed class GradientPenaltyTests
{
    private const double Tolerance = 1e-13;

    private static Tensor Points(ulong seed, int count = 6) => new RandomGenerator(seed).Normal([count, 3], type: DType.Float64);

    /// <summary>D(x) = ½·s·‖x‖², whose gradient s·x tells where each penalty looks.</summary>
    private static Func<Variable, Variable> Quadratic(double scale = 1) => x => x.Square().Sum([1]) * (0.5 * scale);

    private static double[] Norms(Tensor x) => [.. x.ToArray<double>().Chunk(3).Select(row => Math.Sqrt(row.Sum(v => v * v)))];

    [Test]
    public void WganGpLooksBetweenRealAndFakeWithOneEpsilonForEachSample()
    {
        using var tape = Tape.Begin();
        Tensor real = Points(1), fake = Points(2);
        double found = new WganGradientPenalty(new RandomGenerator(3), weight: 7).Of(Quadratic(), real, fake).Item();
        Tensor epsilon = new RandomGenerator(3).Uniform([6, 1], type: DType.Float64);
        Tensor between = real * epsilon + fake * (epsilon * -1 + 1);
        Assert.That(found, Is.EqualTo(7 * Norms(between).Average(norm => (norm - 1) * (norm - 1))).Within(Tolerance));
    }

    [Test]
    public void R1LooksAtRealSamples()
    {
        using var tape = Tape.Begin();
        Tensor real = Points(1);
        double found = new R1Penalty(weight: 7).Of(Quadratic(2), real, Points(2)).Item();
        Assert.That(found, Is.EqualTo(3.5 * Norms(real).Average(norm => 4 * norm * norm)).Within(Tolerance));
    }

    [Test]
    public void DraganLooksAroundRealSamples()
    {
        using var tape = Tape.Begin();
        Tensor real = Points(1);
        double found = new DraganPenalty(new RandomGenerator(3), weight: 7).Of(Quadratic(), real, Points(2)).Item();
        var random = new RandomGenerator(3);
        Tensor alpha = random.Uniform([6, 1], type: DType.Float64), noise = random.Uniform([6, 3], type: DType.Float64);
        double[] numbers = real.ToArray<double>();
        double deviation = Math.Sqrt(numbers.Average(v => v * v) - numbers.Average() * numbers.Average());
        Tensor around = real + alpha * noise * (0.5 * deviation);
        Assert.That(found, Is.EqualTo(7 * Norms(around).Average(norm => (norm - 1) * (norm - 1))).Within(Tolerance));
    }

    /// <summary>Each k-th step, k times as strong: over many steps the same pull.</summary>
    [Test]
    public void LazyPenaltiesAreStrongerAndRarer()
    {
        using var tape = Tape.Begin();
        Tensor real = Points(1);
        R1Penalty eager = new(), lazy = new(every: 16);
        Assert.That(
            lazy.Of(Quadratic(), real, real).Item(), Is.EqualTo(16 * eager.Of(Quadratic(), real, real).Item()).Within(1e-12));
        Assert.That(Enumerable.Range(0, 64).Where(step => lazy.IsDue(step)), Is.EqualTo([0, 16, 32, 48]));
        Assert.That(Enumerable.Range(0, 64), Has.All.Matches<int>(step => eager.IsDue(step)));
        Assert.That(lazy.LazyExponent, Is.EqualTo(16.0 / 17));
        Assert.That(eager.LazyExponent, Is.EqualTo(1));
    }

    /// <summary>The root's derivative is infinite at 0; the gradients of a dead sample stay numbers.</summary>
    [TestCase(DType.Float32)]
    [TestCase(DType.Float64)]
    public void AGradientOfZeroGivesFiniteNumbers(DType type)
    {
        using var tape = Tape.Begin();
        var slope = new Variable(Tensor.Full([], 3, type), requiresGrad: true);
        Tensor origin = Tensor.Zeros([2, 3], type);
        Variable penalty = new WganGradientPenalty(new RandomGenerator(1)).Of(
            x => x.Square().Sum([1]) * slope, origin, origin);
        penalty.Backward();
        Assert.That(penalty.Item(), Is.EqualTo(10).Within(1e-6));
        Assert.That(slope.Gradient!.Item(), Is.Zero);
    }

    [Test]
    public void BatchNormalizationIsRefusedByName()
    {
        ModuleOptions options = Sample.Options();
        using var coupled = new Sequential(new Linear(3, 4, options: options), new BatchNorm1d(4, options: options));
        using var separate = new Sequential(new Linear(3, 4, options: options), new LeakyReLU(0.2));
        Assert.That(
            () => GradientPenalty.RequireSeparateSamples(coupled),
            Throws.ArgumentException.With.Message.Contains("BatchNorm1d (of '1.weight')"));
        Assert.That(() => GradientPenalty.RequireSeparateSamples(separate), Throws.Nothing);
    }

    [Test]
    public void NonsenseIsRefused()
    {
        using TensorScope scope = TensorScope.Begin();
        var random = new RandomGenerator(1);
        foreach (string name in GradientPenalties.Names)
        {
            foreach (double weight in new[] { -1, 0, double.NaN, double.PositiveInfinity })
            {
                Assert.That(
                    () => GradientPenalties.Create(name, random, weight),
                    Throws.ArgumentException.With.Message.Contains("found weight"));
            }

            Assert.That(() => GradientPenalties.Create(name, random, every: 0), Throws.ArgumentException);
            GradientPenalty penalty = GradientPenalties.Create(name, random);
            Assert.That(() => penalty.Of(Quadratic(), Points(1), Points(2)), Throws.InvalidOperationException, "no tape");
            using var tape = Tape.Begin();
            Assert.That(() => penalty.Of(Quadratic(), Points(1), Points(2, count: 5)), Throws.ArgumentException, "other shapes");
        }

        Assert.That(
            () => GradientPenalties.Create("gp", random),
            Throws.ArgumentException.With.Message.Contains("wgan-gp, r1, dragan"));
    }
}
