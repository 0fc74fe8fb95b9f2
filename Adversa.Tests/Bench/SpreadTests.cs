using Adversa.Bench.Suite;

namespace Adversa.Tests.Bench;

/// <summary>The smallest, the middle and the largest of some numbers.</summary>
internal sealed class SpreadTests
{
    [TestCase(new[] { 2.5 }, 2.5, 2.5, 2.5)]
    [TestCase(new[] { 3, 1.5, 2 }, 1.5, 2, 3)]
    [TestCase(new[] { 4, 1, 3, 2.0 }, 1, 2.5, 4)]
    public void HasTheMiddle(double[] values, double min, double median, double max) =>
        Assert.That(Spread.Of(values), Is.EqualTo(new Spread(min, median, max)));

    [Test]
    public void OfMissingNumbersThereIsNone()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Spread.OfAll([]), Is.Null);
            Assert.That(Spread.OfAll([1, null]), Is.Null);
            Assert.That(Spread.OfAll([1, 2]), Is.EqualTo(new Spread(1, 1.5, 2)));
        });
    }

    [Test]
    public void TheMiddleStandsOut() =>
        Assert.That(new Spread(1.904, 2, 12.345).ToMarkdown("0.00"), Is.EqualTo("1.90 – **2.00** – 12.35"));
}
