#if WITH_IMAGESHARP
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;
using LoadedImage = SixLabors.ImageSharp.Image;

namespace Adversa.Gan.Data.Images;

/// <summary>
/// Reads what SixLabors.ImageSharp reads, first frame only: a grey JPEG as grey, everything else as RGB and alpha. Orientation
/// and colour profiles are not applied, as <see cref="Png"/> and <see cref="Jpeg"/> do not.
/// </summary>
internal static class ImageSharpReader
{
    private static readonly DecoderOptions FirstFrame = new() { MaxFrames = 1, SkipMetadata = true };

    /// <summary>Reads a picture that is whole in memory.</summary>
    /// <exception cref="InvalidDataException">Unknown, too large or corrupt; one line, and the caller names the file.</exception>
    public static Image Read(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) throw Unknown(file);
        try
        {
            ImageInfo info = LoadedImage.Identify(FirstFrame, file);
            Image.CheckClaimedSize((uint)info.Width, (uint)info.Height);
            bool isGrey = info.Metadata.GetJpegMetadata().ColorType is JpegEncodingColor.Luminance;
            return isGrey ? Decode<L8>(file, channels: 1) : Decode<Rgba32>(file, channels: 4);
        }
        catch (UnknownImageFormatException error)
        {
            throw Unknown(file, error);
        }
        catch (Exception error) when (error is not (InvalidDataException or OutOfMemoryException))
        {
            // A damaged file makes the library's decoders fail in any way, a missing reference or an index among them.
            throw new InvalidDataException(
                $"found {PictureFormat.Describe(file)} that cannot be read: {error.Message.Split('\n')[0].Trim()}", error);
        }
    }

    private static InvalidDataException Unknown(ReadOnlySpan<byte> file, Exception? error = null) =>
        new($"found {PictureFormat.Describe(file)}, expected {ImageFile.Formats}", error);

    private static Image Decode<TPixel>(ReadOnlySpan<byte> file, int channels) where TPixel : unmanaged, IPixel<TPixel>
    {
        using Image<TPixel> loaded = LoadedImage.Load<TPixel>(FirstFrame, file);
        var image = new Image(loaded.Width, loaded.Height, channels);
        loaded.CopyPixelDataTo(image.Pixels);
        return image;
    }
}
#endif
