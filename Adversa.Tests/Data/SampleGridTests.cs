using Adversa.Gan.Data.Images;
using Adversa.Gan.Reports;

namespace Adversa.Tests.Data;

internal sealed class SampleGridTests
{
    [Test]
    public void EveryPixelIsInItsPlace(
        [Values(1, 3)] int channels, [Values(1, 3)] int scale, [Values(null, 1, 2, 7)] int? columns)
    {
        const int count = 5;
        const int height = 4;
        const int width = 3;
        var random = new Random(1);
        var images = new float[count * channels * height * width];
        for (int i = 0; i < images.Length; i++) images[i] = 2.4f * random.NextSingle() - 1.2f;
        Image grid = SampleGrid.Compose(images, count, channels, height, width, columns, scale);

        int across = columns ?? 3;
        int down = (count + across - 1) / across;
        Assert.That((grid.Width, grid.Height, grid.Channels),
            Is.EqualTo((2 + across * (width * scale + 2), 2 + down * (height * scale + 2), channels)));
        for (int y = 0; y < grid.Height; y++)
        {
            for (int i = 0; i < grid.Width * channels; i++)
            {
                (int x, int c) = (i / channels, i % channels);
                (int column, int u) = Math.DivRem(x - 2, width * scale + 2);
                (int row, int v) = Math.DivRem(y - 2, height * scale + 2);
                int image = row * across + column;
                bool isGap = x < 2 || y < 2 || u >= width * scale || v >= height * scale || image >= count;
                byte expected = isGap
                    ? (byte)64
                    : PixelScale.ToByte(images[((image * channels + c) * height + v / scale) * width + u / scale]);
                Assert.That(grid.Row(y)[i], Is.EqualTo(expected), $"({x}, {y})");
            }
        }
    }

    [Test]
    public void TheScaleIsFixed()
    {
        Image grid = SampleGrid.Compose([0.1f, 0.2f, float.NaN, 5f], 1, 1, 2, 2);
        Assert.That(grid.Row(2)[2..4].ToArray(), Is.EqualTo(new byte[] { 140, 153 }));
        Assert.That(grid.Row(3)[2..4].ToArray(), Is.EqualTo(new byte[] { 0, 255 }));
    }

    [Test]
    public void WrongArgumentsAreRefused()
    {
        Assert.That(() => SampleGrid.Compose(new float[7], 2, 1, 2, 2),
            Throws.ArgumentException.With.Message.Contains("found 7 numbers, expected 8"));
        Assert.That(() => SampleGrid.Compose(new float[8], 1, 2, 2, 2), Throws.ArgumentException);
        Assert.That(() => SampleGrid.Compose([], 0, 1, 2, 2), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => SampleGrid.Compose(new float[4], 1, 1, 2, 2, columns: 0), Throws.InstanceOf<ArgumentException>());
    }
}
