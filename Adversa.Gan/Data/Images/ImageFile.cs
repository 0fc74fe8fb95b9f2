namespace Adversa.Gan.Data.Images;

/// <summary>
/// Reads a picture of any format that this build knows, told apart by the first bytes and not by the name: PNG with
/// <see cref="Png"/>, JPEG with <see cref="Jpeg"/>. A build with <c>-p:WithImageSharp=true</c> reads everything but PNG with
/// SixLabors.ImageSharp: JPEG without a system library, and GIF, BMP, WebP, TIFF and more.
/// </summary>
public static class ImageFile
{
    /// <summary>The formats that are read, for messages.</summary>
    public static string Formats =>
#if WITH_IMAGESHARP
        "PNG, JPEG, GIF, BMP, WebP or TIFF";
#else
        "PNG or JPEG";
#endif

    /// <summary>Reads a file into 8-bit samples.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// Of another format, truncated or corrupt; or a JPEG where nothing can read it. One line that names file and finding.
    /// </exception>
    public static Image Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: found no such file, expected an image", path);
        try
        {
            return Read(File.ReadAllBytes(path));
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Reads a picture that is whole in memory; see <see cref="Read(string)"/>.</summary>
    /// <exception cref="InvalidDataException">As for a file; the caller names the file.</exception>
    public static Image Read(ReadOnlySpan<byte> file)
    {
        if (PngSignature.IsAtStartOf(file)) return Png.Read(file);
#if WITH_IMAGESHARP
        return ImageSharpReader.Read(file);
#else
        if (PictureFormat.IsJpeg(file)) return Jpeg.Read(file);
        throw new InvalidDataException(
            $"found {PictureFormat.Describe(file)}, expected {Formats}; convert it, or build with -p:WithImageSharp=true");
#endif
    }
}
