using System.Numerics;
using Adversa.Gan.Data;
using static Adversa.Tests.Data.DataFixture;

namespace Adversa.Tests.Data;

internal sealed class GaussianMixtureTests
{
    private static IEnumerable<GaussianMixture> BuiltIn => [GaussianMixture.Ring(), GaussianMixture.Grid(seed: 3)];

    /// <summary>
    /// Of n numbers with deviation σ, the mean errs by σ/√n, and the variance by σ²√(2/n); the bounds are five times that, which
    /// one in a million numbers exceeds.
    /// </summary>
    [TestCaseSource(nameof(BuiltIn))]
    public void EveryModeHasItsMeanItsDeviationAndItsShare(GaussianMixture set)
    {
        double sigma = set.StandardDeviation;
        foreach (IGrouping<int, float[]> mode in Enumerable.Range(0, set.Count).ToLookup(set.Label, i => Read(set, i)))
        {
            Vector2 mean = set.Means[mode.Key];
            int n = mode.Count();
            double share = 1.0 / set.ClassCount;
            Assert.That(n, Is.EqualTo(set.Count * share).Within(5 * Math.Sqrt(set.Count * share * (1 - share))));

            double[] x = [.. mode.Select(point => (point[0] - (double)mean.X) / sigma)];
            double[] y = [.. mode.Select(point => (point[1] - (double)mean.Y) / sigma)];
            foreach (double[] z in new[] { x, y })
            {
                Assert.That(z.Average(), Is.EqualTo(0).Within(5 / Math.Sqrt(n)));
                Assert.That(z.Average(v => v * v), Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / n)));
                Assert.That(z.Average(v => v * v * v * v), Is.EqualTo(3).Within(5 * Math.Sqrt(96.0 / n)), "normal, not just any");
            }

            Assert.That(x.Zip(y, (a, b) => a * b).Average(), Is.EqualTo(0).Within(5 / Math.Sqrt(n)), "round");
        }
    }

    [Test]
    public void TheRingLiesOnACircleAndTheGridInRows()
    {
        GaussianMixture ring = GaussianMixture.Ring();
        Assert.That(ring.StandardDeviation, Is.EqualTo(0.02f / 1.414f).Within(1e-9f));
        for (int k = 0; k < 8; k++)
        {
            (double sine, double cosine) = Math.SinCos(k * Math.PI / 4);
            Assert.That(ring.Means[k].X, Is.EqualTo(2 / 1.414 * cosine).Within(2e-7), "two ulp");
            Assert.That(ring.Means[k].Y, Is.EqualTo(2 / 1.414 * sine).Within(2e-7));
        }

        Assert.That(ring.ClassNames, Is.EqualTo(new[]
        {
            "(1.414, 0)", "(1, 1)", "(0, 1.414)", "(-1, 1)", "(-1.414, 0)", "(-1, -1)", "(0, -1.414)", "(1, -1)",
        }));

        GaussianMixture grid = GaussianMixture.Grid();
        Assert.That(grid.StandardDeviation, Is.EqualTo(0.05f / 2.828f).Within(1e-9f));
        Assert.That(grid.Means[0], Is.EqualTo(new Vector2(-4, -4) / 2.828f));
        Assert.That(grid.Means[12], Is.EqualTo(Vector2.Zero));
        Assert.That(grid.Means[5 * 1 + 4], Is.EqualTo(new Vector2(4, -2) / 2.828f));
        Assert.That(grid.ClassNames[9], Is.EqualTo("(1.414, -0.707)"));
    }

    [Test]
    public void APointIsAFunctionOfSeedAndIndex()
    {
        GaussianMixture set = GaussianMixture.Grid(count: 500, seed: 5);
        float[][] points = [.. Enumerable.Range(0, 500).Select(i => Read(set, i))];
        GaussianMixture longer = GaussianMixture.Grid(count: 1000, seed: 5);
        Parallel.For(0, 500, i => Assert.That(Read(longer, 499 - i), Is.EqualTo(points[499 - i])));
        Assert.That(Enumerable.Range(0, 500).Select(longer.Label), Is.EqualTo(Enumerable.Range(0, 500).Select(set.Label)));
        Assert.That(Read(GaussianMixture.Grid(seed: 6), 0), Is.Not.EqualTo(points[0]));
        Assert.That(points.Select(point => (point[0], point[1])).Distinct().Count(), Is.EqualTo(500));
    }

    [Test]
    public void TheLabelIsTheNearestMean([ValueSource(nameof(BuiltIn))] GaussianMixture set)
    {
        for (int i = 0; i < 2000; i++)
        {
            var point = new Vector2(Read(set, i));
            float toOwn = Vector2.Distance(point, set.Means[set.Label(i)]);
            Assert.That(toOwn, Is.EqualTo(set.Means.Min(mean => Vector2.Distance(point, mean))), "modes are over 40 σ apart");
        }
    }

    [Test]
    public void TheBoundsReachFourDeviationsBeyondTheMeans()
    {
        var set = new GaussianMixture("two", [new Vector2(-1, 5), new Vector2(3, 2)], 0.25f);
        Assert.That(set.Bounds, Is.EqualTo(new PlaneBounds(-2, 1, 4, 6)));
    }

    [Test]
    public void BadArgumentsAreRefused()
    {
        Assert.That(() => new GaussianMixture("none", [], 1), Throws.ArgumentException);
        foreach (float sigma in new[] { 0, -1, float.NaN })
        {
            Assert.That(() => new GaussianMixture("flat", [Vector2.Zero], sigma),
                Throws.ArgumentException.With.Message.StartsWith("flat: found standard deviation"));
        }

        Assert.That(() => GaussianMixture.Ring(count: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
