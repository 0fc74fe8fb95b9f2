using Adversa.Gan.Metrics;

namespace Adversa.Tests.Gan.Metrics;

public sealed class RandomShiftTests
{
    private const int Images = 200;

    [TestCase(8, 0), TestCase(14, 1), TestCase(28, 2), TestCase(128, 2)]
    public void EveryDistanceWithinReachOccursAndNoOther(int size, int reach)
    {
        const int channels = 3;
        int area = size * size;
        float[] images = Pixels(Images * channels * area), shifted = new float[images.Length];
        RandomShift.Apply(images, (channels, size), seed: 5, batch: 7, shifted);
        var distances = new HashSet<(int, int)>();
        for (int image = 0; image < Images; image++)
        {
            (int right, int down) = Distance(images, shifted, image * channels * area, size, reach);
            distances.Add((right, down));
            for (int plane = image * channels; plane < (image + 1) * channels; plane++)
            {
                float[] expected = Shifted(images, plane, size, right, down);
                Assert.That(shifted.AsSpan(plane * area, area).SequenceEqual(expected), Is.True, $"plane {plane}");
            }
        }

        Assert.That(distances, Has.Count.EqualTo((2 * reach + 1) * (2 * reach + 1)));
    }

    [Test]
    public void DependsOnSeedAndBatchAlone()
    {
        float[] first = Apply(1, 2);
        Assert.That(Apply(1, 2), Is.EqualTo(first));
        Assert.That(Apply(1, 3), Is.Not.EqualTo(first));
        Assert.That(Apply(2, 2), Is.Not.EqualTo(first));

        static float[] Apply(ulong seed, int batch)
        {
            float[] images = Pixels(20 * 28 * 28), shifted = new float[images.Length];
            RandomShift.Apply(images, (1, 28), seed, batch, shifted);
            return shifted;
        }
    }

    private static float[] Pixels(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }

    /// <summary>Where the pixel in the middle of an image went; all pixels differ.</summary>
    private static (int Right, int Down) Distance(float[] images, float[] shifted, int offset, int size, int reach)
    {
        int middle = size / 2;
        for (int down = -reach; down <= reach; down++)
        {
            for (int right = -reach; right <= reach; right++)
            {
                if (shifted[offset + (middle + down) * size + middle + right] == images[offset + middle * size + middle])
                    return (right, down);
            }
        }

        throw new AssertionException($"the image at {offset} was moved by more than {reach} pixels");
    }

    private static float[] Shifted(float[] images, int plane, int size, int right, int down)
    {
        var target = new float[size * size];
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                int fromY = Math.Max(0, Math.Min(size - 1, y - down)), fromX = Math.Max(0, Math.Min(size - 1, x - right));
                target[y * size + x] = images[(plane * size + fromY) * size + fromX];
            }
        }

        return target;
    }
}
