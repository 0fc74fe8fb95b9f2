using Adversa.Gan.Data;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Data;

internal sealed class DataOrderTests
{
    [Test]
    public void AnOrderIsAPermutationAndAFunctionOfSeedAndEpoch()
    {
        foreach (int length in new[] { 0, 1, 2, 97, 1000 })
        {
            int[] order = Order(length, 3, 4);
            Assert.That(order, Is.EquivalentTo(Enumerable.Range(0, length)));
            Assert.That(Order(length, 3, 4), Is.EqualTo(order));
        }

        Assert.That(Order(97, 3, 4), Is.Not.EqualTo(Order(97, 3, 5)));
        Assert.That(Order(97, 3, 4), Is.Not.EqualTo(Order(97, 4, 4)));
    }

    [Test]
    public void EveryOrderIsEquallyLikely()
    {
        const int expected = 500;
        var counts = new Dictionary<string, int>();
        for (int epoch = 0; epoch < 24 * expected; epoch++)
        {
            string order = string.Join(' ', Order(4, 11, epoch));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.That(counts, Has.Count.EqualTo(24));
        double chiSquare = counts.Values.Sum(count => (count - expected) * (double)(count - expected) / expected);
        Assert.That(chiSquare, Is.LessThan(49.7), "23 degrees of freedom exceed this once in a thousand seeds");
    }

    [Test]
    public void BoundsThatDoNotDivideTheRangeAreUnbiased()
    {
        const int draws = 30_000;
        const uint bound = 3u << 30;
        var random = new PhiloxSequence(1, RandomPurpose.Order, 2);
        var counts = new int[3];
        for (int i = 0; i < draws; i++) counts[random.NextBelow(bound) >> 30]++;
        Assert.That(counts, Has.All.EqualTo(draws / 3.0).Within(5 * Math.Sqrt(draws * 2 / 9.0)),
            "five standard deviations; a plain multiplication would give one third half of all draws");
    }

    [Test]
    public void WordsAreThoseOfPhiloxInOrder()
    {
        var random = new PhiloxSequence(0x0000000200000001, RandomPurpose.Shapes, 0x0000000400000003);
        for (uint block = 0; block < 3; block++)
        {
            (uint a, uint b, uint c, uint d) = Philox4x32.Block(block, 3, 4, (uint)RandomPurpose.Shapes, 1, 2);
            foreach (uint word in new[] { a, b, c, d }) Assert.That(random.NextWord(), Is.EqualTo(word));
        }
    }

    private static int[] Order(int length, ulong seed, long epoch)
    {
        var order = new int[length];
        DataOrder.Permute(seed, epoch, order);
        return order;
    }
}
