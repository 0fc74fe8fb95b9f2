using System.Numerics;
using Adversa.Gan.Data;
using Adversa.Gan.Metrics;

namespace Adversa.Tests.Gan.Metrics;

/// <summary>Modes at (0, 0) and (4, 0) with σ 1/4, so that 3σ is exact and a point's place can be told by eye.</summary>
internal sealed class ModeCoverageTests
{
    private static readonly GaussianMixture Pair = new("pair", [Vector2.Zero, new Vector2(4, 0)], 0.25f);

    [TestCase(19, 1)]
    [TestCase(20, 2)]
    public void AModeIsCoveredFromTwentyPointsOn(int points, int covered)
    {
        ModeCoverage coverage = Judge([.. At(0.1f, 0.1f, 40), .. At(4, 0.5f, points), .. At(2.5f, 0, 7)]);
        Assert.That(coverage.Counts, Is.EqualTo(new[] { 40, points }));
        Assert.That((coverage.ModesCovered, coverage.Modes), Is.EqualTo((covered, 2)));
        Assert.That(coverage.Samples, Is.EqualTo(47 + points));
        Assert.That(coverage.HighQualityShare, Is.EqualTo((40.0 + points) / (47 + points)).Within(1e-15));
    }

    [Test]
    public void ThreeDeviationsAreStillHighQuality()
    {
        float beyond = MathF.BitIncrement(0.75f);
        Assert.That(Judge([0.75f, 0, 0, -0.75f, 4, 0.75f, 4.75f, 0]).Counts, Is.EqualTo(new[] { 2, 2 }));
        Assert.That(Judge([beyond, 0, 0, -beyond, 4, beyond, MathF.BitIncrement(4.75f), 0]).Counts, Has.All.Zero);
    }

    [Test]
    public void APointCountsForItsNearestModeAlone()
    {
        var close = new GaussianMixture("close", [Vector2.Zero, new Vector2(1, 0)], 0.5f);
        Assert.That(ModeCoverage.Of([0.4f, 0, 0.6f, 0, 0.7f, 0, 0.5f, 0], close).Counts, Is.EqualTo(new[] { 2, 2 }),
            "all lie within 3σ of both; halfway counts for the first");
    }

    [TestCase(float.NaN, 0)]
    [TestCase(0, float.NaN)]
    [TestCase(float.PositiveInfinity, 0)]
    [TestCase(4, float.NegativeInfinity)]
    public void PointsThatAreNotFiniteAreNowhere(float x, float y)
    {
        ModeCoverage coverage = Judge([x, y, 0, 0]);
        Assert.That(coverage.Counts, Is.EqualTo(new[] { 1, 0 }));
        Assert.That(coverage.HighQualityShare, Is.EqualTo(0.5));
    }

    [Test]
    public void DivergenceIsZeroForEqualSharesAndLogarithmicForOneMode()
    {
        Assert.That(Judge([.. At(0, 0, 30), .. At(4, 0, 30)]).ReverseKullbackLeibler, Is.Zero);
        Assert.That(Judge(At(4, 0, 30)).ReverseKullbackLeibler, Is.EqualTo(Math.Log(2)).Within(1e-15));
        double expected = 0.75 * Math.Log(0.75 / 0.5) + 0.25 * Math.Log(0.25 / 0.5);
        Assert.That(Judge([.. At(0, 0, 3), .. At(4, 0, 1), .. At(2, 0, 9)]).ReverseKullbackLeibler,
            Is.EqualTo(expected).Within(1e-15));
        Assert.That(Judge(At(2, 0, 5)).ReverseKullbackLeibler, Is.Null);
    }

    [Test]
    public void TheDataItselfCoversAllModes([Values(DataSets.Gaussians8, DataSets.Gaussians25)] string name)
    {
        const int n = 10_000;
        var mixture = (GaussianMixture)DataSets.Open(name, 1, null);
        var points = new float[2 * n];
        for (int i = 0; i < n; i++) mixture.Read(i, points.AsSpan(2 * i, 2));
        ModeCoverage coverage = ModeCoverage.Of(points, mixture);
        Assert.That(coverage.ModesCovered, Is.EqualTo(mixture.ClassCount));
        double within = 1 - Math.Exp(-4.5);
        Assert.That(coverage.HighQualityShare, Is.EqualTo(within).Within(5 * Math.Sqrt(within * (1 - within) / n)));
        Assert.That(coverage.ReverseKullbackLeibler, Is.Positive.And.LessThan(0.005), "about (K − 1) / 2N");
    }

    [Test]
    public void NoPointsAndHalfAPointAreRefused()
    {
        foreach (int length in new[] { 0, 3 })
        {
            Assert.That(() => Judge(new float[length]),
                Throws.ArgumentException.With.Message.StartsWith($"ModeCoverage: found {length} numbers"));
        }
    }

    private static ModeCoverage Judge(float[] points) => ModeCoverage.Of(points, Pair);

    private static float[] At(float x, float y, int count) => [.. Enumerable.Repeat(new[] { x, y }, count).SelectMany(p => p)];
}
