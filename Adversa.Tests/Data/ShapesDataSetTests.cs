using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;
using static Adversa.Tests.Data.DataFixture;

namespace Adversa.Tests.Data;

internal sealed class ShapesDataSetTests
{
    [Test]
    public void AnImageIsAFunctionOfSeedAndIndex()
    {
        var set = new ShapesDataSet(16, 16, count: 40, seed: 5);
        float[][] images = [.. Enumerable.Range(0, 40).Select(i => Read(set, i))];
        var again = new ShapesDataSet(16, 16, count: 1000, seed: 5);
        Parallel.For(0, 40, i => Assert.That(Read(again, 39 - i), Is.EqualTo(images[39 - i])));
        Assert.That(Enumerable.Range(0, 40).Select(again.Label), Is.EqualTo(Enumerable.Range(0, 40).Select(set.Label)));
        Assert.That(Read(new ShapesDataSet(16, 16, seed: 6), 0), Is.Not.EqualTo(images[0]));
        Assert.That(images.Select(image => string.Join(' ', image)).Distinct().Count(), Is.EqualTo(40));
    }

    [Test]
    public void ClassesAreAboutEquallyFrequent()
    {
        var set = new ShapesDataSet(8, 8);
        int[] counts = new int[set.ClassCount];
        for (int i = 0; i < set.Count; i++) counts[set.Label(i)]++;
        Assert.That(set.ClassNames[1], Is.EqualTo("square"));
        double deviation = Math.Sqrt(set.Count * (1 / 6.0) * (5 / 6.0));
        Assert.That(counts, Has.All.EqualTo(set.Count / 6.0).Within(5 * deviation));
    }

    [Test]
    public void AnySizeGivesNumbersThatBytesCanHold([Values(1, 3)] int channels)
    {
        foreach ((int height, int width) in new[] { (1, 1), (7, 13), (32, 32) })
        {
            var set = new ShapesDataSet(height, width, channels, count: 20);
            for (int i = 0; i < set.Count; i++)
                Assert.That(Read(set, i), Has.All.Matches<float>(x => x == PixelScale.ToFloat(PixelScale.ToByte(x))));
        }
    }

    [Test]
    public void EveryShapeStandsOutAndLiesWithinTheImage()
    {
        var set = new ShapesDataSet(32, 32, channels: 1, count: 200);
        for (int i = 0; i < set.Count; i++)
        {
            float[] image = Read(set, i);
            Assert.That(image.Max() - image.Min(), Is.GreaterThan(0.25f), $"image {i}");
            float border = Enumerable.Range(0, 32).Max(k => Math.Max(Math.Max(image[k], image[31 * 32 + k]), image[32 * k]));
            Assert.That(border, Is.LessThan(image.Max()), $"image {i}: the brightest pixel belongs to the shape");
        }
    }

    [TestCase(ShapeKind.Circle, 0.9f * 0.9f * MathF.PI)]
    [TestCase(ShapeKind.Square, 1.96f)]
    [TestCase(ShapeKind.Triangle, 1.29904f)]
    [TestCase(ShapeKind.Star, 1.32252f)]
    [TestCase(ShapeKind.Ring, (0.95f * 0.95f - 0.25f) * MathF.PI)]
    [TestCase(ShapeKind.Cross, 4 * 0.68f * 0.94f - 0.68f * 0.68f)]
    public void TheInsideHasTheAreaOfTheShapeAndFitsTheUnitCircle(ShapeKind shape, float area)
    {
        const int n = 1000;
        int inside = 0;
        float outermost = 0;
        for (int i = 0; i < n * n; i++)
        {
            (float x, float y) = ((i % n + 0.5f) / n * 2.4f - 1.2f, (i / n + 0.5f) / n * 2.4f - 1.2f);
            if (ShapeDistance.Of(shape, x, y) >= 0) continue;
            inside++;
            outermost = Math.Max(outermost, MathF.Sqrt(x * x + y * y));
        }

        Assert.That(inside * 2.4f * 2.4f / (n * n), Is.EqualTo(area).Within(0.01f), "pixels of 0.0024 along the outline");
        Assert.That(outermost, Is.LessThanOrEqualTo(1.0001f));
    }

    [Test]
    public void BadArgumentsAreRefused()
    {
        Assert.That(() => new ShapesDataSet(32, 32, channels: 2), Throws.ArgumentException);
        Assert.That(() => new ShapesDataSet(0, 32), Throws.ArgumentException);
        Assert.That(() => new ShapesDataSet(32, 32, count: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        var set = new ShapesDataSet(4, 4, count: 3);
        Assert.That(() => set.Label(3), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => set.Read(-1, new float[48]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => set.Read(0, new float[47]), Throws.ArgumentException);
    }
}
