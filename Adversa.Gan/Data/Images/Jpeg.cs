using System.Runtime.InteropServices;

namespace Adversa.Gan.Data.Images;

/// <summary>
/// JPEG, baseline and progressive, grey or colour, read by libjpeg-turbo where the system has it. Orientation and colour
/// profiles are not applied. A file with any damage is refused, even if part of its picture could be decoded.
/// </summary>
public static class Jpeg
{
    /// <summary>Whether the system has libjpeg-turbo, so that JPEG can be read.</summary>
    public static bool IsSupported => TurboJpeg.IsInstalled;

    /// <summary>Reads a JPEG that is whole in memory, as grey or RGB.</summary>
    /// <exception cref="InvalidDataException">
    /// Not a JPEG, truncated, corrupt or in CMYK; or libjpeg-turbo is not installed. The caller names the file.
    /// </exception>
    public static Image Read(ReadOnlySpan<byte> file)
    {
        if (!PictureFormat.IsJpeg(file))
            throw new InvalidDataException($"found {PictureFormat.Describe(file)}, expected a JPEG image");
        RequireLibrary(TurboJpeg.IsInstalled);
        nint decompressor = TurboJpeg.Create();
        if (decompressor == 0) throw new OutOfMemoryException("libjpeg-turbo found no memory to read a JPEG image with");
        try
        {
            return Decode(decompressor, file);
        }
        finally
        {
            _ = TurboJpeg.Destroy(decompressor);
        }
    }

    internal static void RequireLibrary(bool isInstalled)
    {
        if (isInstalled) return;
        throw new InvalidDataException(
            "found a JPEG image but no libjpeg-turbo to read it with; install libturbojpeg0 (Debian, Ubuntu), " +
            "turbojpeg (Fedora) or jpeg-turbo (Homebrew), or convert it to PNG");
    }

    private static Image Decode(nint decompressor, ReadOnlySpan<byte> file)
    {
        var length = new CULong((nuint)file.Length);
        if (TurboJpeg.ReadHeader(decompressor, file, length, out int width, out int height, out _, out int colourSpace) < 0)
            throw Broken(TurboJpeg.Complaint(decompressor));
        // Tables without a picture are no error to the library.
        if (width < 1 || height < 1) throw Broken("the file ends before its picture begins");
        Image.CheckClaimedSize((uint)width, (uint)height);
        if (colourSpace >= TurboJpeg.InkSpace)
            throw new InvalidDataException("found a JPEG image in CMYK, expected grey or RGB; convert it");

        bool isGrey = colourSpace == TurboJpeg.GreySpace;
        int channels = isGrey ? 1 : 3;
        var image = new Image(width, height, channels);
        int format = isGrey ? TurboJpeg.Grey : TurboJpeg.Rgb;
        int outcome = TurboJpeg.Decompress(
            decompressor, file, length, image.Pixels, width, width * channels, height, format, TurboJpeg.LimitScans);
        return outcome < 0 ? throw Broken(TurboJpeg.Complaint(decompressor)) : image;
    }

    private static InvalidDataException Broken(string complaint) =>
        new($"found a JPEG image that cannot be read: {complaint}");
}
