using Adversa.Gan.Metrics;

namespace Adversa.Tests.Gan.Metrics;

public sealed class ClassHistogramTests
{
    [Test]
    public void CountsClasses()
    {
        var histogram = ClassHistogram.Of(4, [2, 0, 2, 2, 3]);
        Assert.Multiple(() =>
        {
            Assert.That(histogram.Counts, Is.EqualTo(new[] { 1, 0, 3, 1 }));
            Assert.That(histogram.Total, Is.EqualTo(5));
            Assert.That(histogram.IsConditional, Is.False);
            Assert.That(histogram.Asked, Is.All.Zero);
            Assert.That(histogram.TotalAgreement, Is.Null);
            Assert.That(histogram.Agreement(2), Is.Null);
        });
    }

    [Test]
    public void ComparesWithTheClassesAskedFor()
    {
        var histogram = ClassHistogram.Of(4, read: [0, 1, 1, 0, 1, 2, 3], asked: [0, 1, 2, 0, 1, 2, 1]);
        Assert.Multiple(() =>
        {
            Assert.That(histogram.IsConditional, Is.True);
            Assert.That(histogram.Counts, Is.EqualTo(new[] { 2, 3, 1, 1 }));
            Assert.That(histogram.Asked, Is.EqualTo(new[] { 2, 3, 2, 0 }));
            Assert.That(histogram.Agreement(0), Is.EqualTo(1));
            Assert.That(histogram.Agreement(1), Is.EqualTo(2 / 3.0));
            Assert.That(histogram.Agreement(2), Is.EqualTo(0.5));
            Assert.That(histogram.Agreement(3), Is.Null, "none was made for it");
            Assert.That(histogram.TotalAgreement, Is.EqualTo(5 / 7.0));
        });
    }

    [Test]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.That(() => ClassHistogram.Of(3, [0, 3]), Throws.ArgumentException.With.Message.Contains("0 to 2"));
        Assert.That(() => ClassHistogram.Of(3, [-1]), Throws.ArgumentException);
        Assert.That(() => ClassHistogram.Of(3, [0, 1], [0]), Throws.ArgumentException.With.Message.Contains("expected 2"));
        Assert.That(() => ClassHistogram.Of(3, [0, 1], [0, 3]), Throws.ArgumentException);
    }
}
