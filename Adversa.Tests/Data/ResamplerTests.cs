using Adversa.Gan.Data.Images;

namespace Adversa.Tests.Data;

internal sealed class ResamplerTests
{
    [Test]
    public void EqualsTheDefinition([Values(1, 3)] int channels)
    {
        var random = new Random(23);
        foreach ((int oldWidth, int oldHeight, int width, int height) in
            new[] { (13, 9, 5, 5), (7, 11, 16, 16), (5, 5, 5, 3), (1, 1, 4, 4), (40, 3, 2, 2), (28, 28, 32, 20) })
        {
            var source = new Image(oldWidth, oldHeight, channels);
            random.NextBytes(source.Pixels);
            Image scaled = Resampler.FitAndCrop(source, width, height);
            Assert.That((scaled.Width, scaled.Height, scaled.Channels), Is.EqualTo((width, height, channels)));
            for (int y = 0; y < height; y++)
            {
                for (int i = 0; i < width * channels; i++)
                {
                    double expected = Reference(source, width, height, i / channels, y, i % channels);
                    Assert.That((double)scaled.Row(y)[i], Is.EqualTo(expected).Within(0.5 + 1e-3), "rounding, and float32 sums");
                }
            }
        }
    }

    [Test]
    public void FinePatternsBecomeEvenGrey()
    {
        var stripes = new Image(64, 64, 1);
        for (int y = 0; y < 64; y++)
            for (int x = 0; x < 64; x += 2) stripes.Row(y)[x] = 255;
        Image small = Resampler.FitAndCrop(stripes, 16, 16);
        Assert.That(small.Pixels, Has.All.InRange(118, 138), "no stripe pattern is left over");
    }

    [Test]
    public void TheCentreIsKept()
    {
        var wide = new Image(30, 10, 1);
        for (int y = 0; y < 10; y++) wide.Row(y).Slice(10, 10).Fill(200);
        Assert.That(Resampler.FitAndCrop(wide, 10, 10).Pixels, Has.All.EqualTo(200));
        Assert.That(Resampler.FitAndCrop(wide, 30, 10), Is.SameAs(wide));
    }

    [Test]
    public void MemoryFollowsTheNewSizeNotTheOld()
    {
        var tall = new Image(64, Image.MaximumSide, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Resampler.FitAndCrop(tall, 8, 8);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 17), "all rows, narrowed, take 2 MiB");
    }

    /// <summary>Both axes at once, over all pixels, in double.</summary>
    private static double Reference(Image source, int width, int height, int x, int y, int c)
    {
        double scale = Math.Min((double)source.Width / width, (double)source.Height / height);
        double radius = Math.Max(1, scale);
        double centreX = (source.Width - width * scale) / 2 + (x + 0.5) * scale;
        double centreY = (source.Height - height * scale) / 2 + (y + 0.5) * scale;
        double sum = 0;
        double weights = 0;
        for (int v = 0; v < source.Height; v++)
        {
            for (int u = 0; u < source.Width; u++)
            {
                double weight = Math.Max(0, 1 - Math.Abs(u + 0.5 - centreX) / radius)
                    * Math.Max(0, 1 - Math.Abs(v + 0.5 - centreY) / radius);
                sum += weight * source.Row(v)[u * source.Channels + c];
                weights += weight;
            }
        }

        return sum / weights;
    }
}
