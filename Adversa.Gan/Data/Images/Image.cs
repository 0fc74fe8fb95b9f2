namespace Adversa.Gan.Data.Images;

/// <summary>
/// A picture of 8-bit samples in rows from the top, interleaved [Height, Width, Channels]. Channels: 1 grey, 2 grey and alpha,
/// 3 RGB, 4 RGB and alpha (not premultiplied).
/// </summary>
public sealed class Image
{
    /// <summary>The longest side of a picture that is read from a file.</summary>
    public const int MaximumSide = 1 << 16;

    /// <summary>
    /// The most pixels of a picture that is read from a file (8192×8192): no training image has more, but a few kilobytes of
    /// compressed data can claim gigabytes.
    /// </summary>
    public const int MaximumPixels = 1 << 26;

    /// <summary>A picture over existing samples.</summary>
    /// <exception cref="ArgumentException">A size below 1, channels outside 1 … 4, or samples that do not fit the
    /// size.</exception>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        long expected = (long)width * height * channels;
        if (pixels.Length != expected)
            throw new ArgumentException(
                $"Image: found {pixels.Length} samples, expected {expected} for {width}x{height}x{channels}");
        Width = width;
        Height = height;
        Channels = channels;
        Pixels = pixels;
    }

    /// <summary>A picture whose samples are all zero.</summary>
    public Image(int width, int height, int channels)
        : this(width, height, channels, new byte[checked(width * height * channels)])
    {
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Samples per pixel, 1 … 4.</summary>
    public int Channels { get; }

    /// <summary>The samples; pixel (x, y), channel c lies at (y·Width + x)·Channels + c.</summary>
    public byte[] Pixels { get; }

    /// <summary>True for grey and alpha, and for RGB and alpha.</summary>
    public bool HasAlpha => Channels is 2 or 4;

    /// <summary>Checks the size that a file claims, before memory is taken for it.</summary>
    /// <exception cref="InvalidDataException">A side of 0 or above MaximumSide, or more than MaximumPixels.</exception>
    public static void CheckClaimedSize(uint width, uint height)
    {
        if (width is 0 or > MaximumSide || height is 0 or > MaximumSide || (ulong)width * height > MaximumPixels)
            throw new InvalidDataException(
                $"found {width}x{height} pixels, expected 1 to {MaximumSide} on each side and at most {MaximumPixels} in all");
    }

    /// <summary>Row <paramref name="y"/>: Width·Channels samples.</summary>
    public Span<byte> Row(int y) => Pixels.AsSpan(y * Width * Channels, Width * Channels);

    /// <summary>
    /// The picture without alpha in grey (1) or RGB (3). Alpha is composited over a background of one grey value, white unless
    /// given: c' = (c·a + background·(255 − a)) / 255. Colour becomes grey as the luma of ITU-R BT.601,
    /// 0.299 R + 0.587 G + 0.114 B; grey becomes colour by repetition. Returns this picture if nothing is to be done.
    /// </summary>
    public Image ToChannels(int channels, byte background = 255)
    {
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "a picture is prepared as grey (1) or RGB (3)");
        if (channels == Channels) return this;

        var result = new Image(Width, Height, channels);
        int colours = Channels >= 3 ? 3 : 1;
        Span<byte> colour = stackalloc byte[3];
        for (int source = 0, target = 0; source < Pixels.Length; source += Channels, target += channels)
        {
            int alpha = HasAlpha ? Pixels[source + colours] : 255;
            for (int c = 0; c < 3; c++) colour[c] = Composite(Pixels[source + c % colours], alpha, background);
            if (channels == 1)
                result.Pixels[target] = Luma(colour);
            else
                colour.CopyTo(result.Pixels.AsSpan(target));
        }

        return result;
    }

    private static byte Composite(int value, int alpha, int background) =>
        (byte)((value * alpha + background * (255 - alpha) + 127) / 255);

    private static byte Luma(ReadOnlySpan<byte> rgb) => (byte)((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) / 1000);
}
