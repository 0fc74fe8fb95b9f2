using Adversa.Gan.Data.Images;

namespace Adversa.Gan.Reports;

/// <summary>Puts many small images into one picture to look at.</summary>
public static class SampleGrid
{
    /// <summary>Pixels between neighbouring images, and around them all.</summary>
    public const int Gap = 2;

    private const byte GapGrey = 64;

    /// <summary>
    /// Lays images out in rows from the top left. Numbers become bytes by the fixed scale of <see cref="PixelScale"/>, so the
    /// same numbers always look the same; numbers outside [−1, 1] are clamped and NaN is black.
    /// </summary>
    /// <param name="images">[count, channels, height, width] in [−1, 1].</param>
    /// <param name="count">How many images, at least 1.</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="columns">Images in a row; null for ⌈√count⌉.</param>
    /// <param name="scale">Each number becomes a square of this many pixels on each side.</param>
    /// <returns>A picture of columns·(width·scale + 2) + 2 by rows·(height·scale + 2) + 2 pixels.</returns>
    /// <exception cref="ArgumentException">A number below 1, other channels, or images of another length.</exception>
    public static Image Compose(
        ReadOnlySpan<float> images, int count, int channels, int height, int width, int? columns = null, int scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        if (channels is not (1 or 3)) throw new ArgumentException($"SampleGrid: found {channels} channels, expected 1 or 3");
        int across = columns ?? (int)Math.Ceiling(Math.Sqrt(count));
        ArgumentOutOfRangeException.ThrowIfLessThan(across, 1, nameof(columns));
        long length = (long)count * channels * height * width;
        if (images.Length != length)
            throw new ArgumentException(
                $"SampleGrid: found {images.Length} numbers, expected {length} ([{count},{channels},{height},{width}])");

        int down = (count + across - 1) / across;
        int gridWidth = checked(across * (width * scale + Gap) + Gap);
        int gridHeight = checked(down * (height * scale + Gap) + Gap);
        var grid = new Image(gridWidth, gridHeight, channels);
        grid.Pixels.AsSpan().Fill(GapGrey);
        int imageLength = channels * height * width;
        for (int i = 0; i < count; i++)
        {
            int left = Gap + i % across * (width * scale + Gap);
            int top = Gap + i / across * (height * scale + Gap);
            Draw(images.Slice(i * imageLength, imageLength), height, width, scale, grid, left, top);
        }

        return grid;
    }

    /// <summary>One image alone, without a border.</summary>
    /// <param name="image">[channels, height, width] in [−1, 1].</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static Image Single(ReadOnlySpan<float> image, int channels, int height, int width)
    {
        var picture = new Image(width, height, channels);
        Draw(image, height, width, scale: 1, picture, left: 0, top: 0);
        return picture;
    }

    private static void Draw(ReadOnlySpan<float> image, int height, int width, int scale, Image grid, int left, int top)
    {
        for (int y = 0; y < height * scale; y++)
        {
            Span<byte> row = grid.Row(top + y);
            for (int x = 0; x < width * scale; x++)
            {
                for (int c = 0; c < grid.Channels; c++)
                    row[(left + x) * grid.Channels + c] = PixelScale.ToByte(image[(c * height + y / scale) * width + x / scale]);
            }
        }
    }
}
