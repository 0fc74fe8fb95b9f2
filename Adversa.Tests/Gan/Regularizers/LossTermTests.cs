using Adversa.Autograd;
using Adversa.Gan.Regularizers;
using Adversa.Kernels;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Regularizers;

/// <summary>Terms and changes of a loss that are no gradient penalties, against hand-written formulas.</summary>
public sealed class LossTermTests
{
    private const double Tolerance = 1e-13;

    private static Variable Leaf(Shape shape, ulong seed) => new(Sample.Normal(shape, seed).Value, requiresGrad: true);

    [Test]
    public void L1AndL2AreTheirFormulas()
    {
        using var tape = Tape.Begin();
        Variable a = Leaf([3, 4], 1), b = Leaf([5], 2);
        double[] numbers = [.. a.ToArray(), .. b.ToArray()];
        Variable l1 = new L1Penalty(0.3).Of([a, b]), l2 = new L2Penalty(0.3).Of([a, b]);
        Assert.That(l1.Item(), Is.EqualTo(0.3 * numbers.Sum(Math.Abs)).Within(Tolerance));
        Assert.That(l2.Item(), Is.EqualTo(0.15 * numbers.Sum(w => w * w)).Within(Tolerance));
        Assert.That(Gradients.Of(l1, b).ToArray(), Is.EqualTo(b.ToArray().Select(w => 0.3 * Math.Sign(w))).Within(Tolerance));
        Assert.That(Gradients.Of(l2, b).ToArray(), Is.EqualTo(b.ToArray().Select(w => 0.3 * w)).Within(Tolerance));
        Assert.That(() => new L2Penalty(1).Of([]), Throws.ArgumentException);
        Assert.That(() => new L1Penalty(-1), Throws.ArgumentException.With.Message.Contains("found weight -1"));
    }

    [Test]
    public void FeatureMatchingComparesMeans()
    {
        using var tape = Tape.Begin();
        Variable real = Sample.Normal([6, 2, 3], 1), fake = Leaf([4, 2, 3], 2);
        Variable loss = FeatureMatching.Of(real.Value, fake);
        double[] difference = [.. Means(fake).Zip(Means(real), (f, r) => f - r)];
        Assert.That(loss.Item(), Is.EqualTo(difference.Sum(d => d * d)).Within(Tolerance));
        double[] gradient = [.. Enumerable.Range(0, 24).Select(i => 2 * difference[i % 6] / 4)];
        Assert.That(Gradients.Of(loss, fake).ToArray(), Is.EqualTo(gradient).Within(Tolerance));
        Assert.That(() => FeatureMatching.Of(real.Value, Leaf([4, 3, 2], 2)), Throws.ArgumentException);

        static double[] Means(Variable features)
        {
            double[][] samples = [.. features.ToArray().Chunk(6)];
            return [.. Enumerable.Range(0, 6).Select(i => samples.Average(sample => sample[i]))];
        }
    }

    [Test]
    public void InstanceNoiseHasTheGivenDeviation()
    {
        using var tape = Tape.Begin();
        var noise = new InstanceNoise(new RandomGenerator(1));
        Variable x = Leaf([20_000], 2);
        Variable y = noise.Add(x, 0.3);
        double[] added = [.. y.ToArray().Zip(x.ToArray(), (b, a) => b - a)];

        // Five standard errors of the mean and of the mean square.
        Assert.That(added.Average(), Is.Zero.Within(5 * 0.3 / Math.Sqrt(20_000)));
        Assert.That(added.Average(n => n * n), Is.EqualTo(0.09).Within(5 * 0.09 * Math.Sqrt(2.0 / 20_000)));
        Assert.That(noise.Random.Position, Is.EqualTo(20_000));
        Assert.That(Gradients.Of(y, x).ToArray(), Has.All.EqualTo(1), "the generator's gradient passes");
        Assert.That(noise.Add(x, 0), Is.SameAs(x));
        Assert.That(() => noise.Add(x, double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => noise.Add(x, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
