using Adversa.Gan.Data.Images;

namespace Adversa.Gan.Data;

/// <summary>Images as a data set keeps them: bytes [Channels, Height, Width], of the asked size and channels.</summary>
internal static class PreparedImage
{
    /// <summary>
    /// Converts the channels, then fits the shorter side and crops the centre (<see cref="Resampler.FitAndCrop"/>).
    /// </summary>
    public static byte[] Make(Image image, int channels, int height, int width) =>
        Planar(Resampler.FitAndCrop(image.ToChannels(channels), width, height));

    /// <summary>[Height, Width, Channels] to [Channels, Height, Width].</summary>
    public static byte[] Planar(Image image)
    {
        int area = image.Width * image.Height;
        if (image.Channels == 1) return image.Pixels;
        var planar = new byte[image.Pixels.Length];
        for (int c = 0; c < image.Channels; c++)
        {
            Span<byte> plane = planar.AsSpan(c * area, area);
            for (int i = 0; i < area; i++) plane[i] = image.Pixels[i * image.Channels + c];
        }

        return planar;
    }
}
