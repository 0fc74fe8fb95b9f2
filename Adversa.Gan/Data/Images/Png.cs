namespace Adversa.Gan.Data.Images;

/// <summary>
/// Portable Network Graphics. All of the format's colour types, bit depths, filters and its interlacing are read; gamma and
/// colour profiles are not applied (samples are taken as they are stored, as sRGB).
/// </summary>
public static class Png
{
    /// <summary>
    /// Reads a file into 8-bit samples: grey stays grey, a palette becomes RGB, 16 bits are rounded to 8, and any transparency
    /// becomes an alpha channel (<see cref="Image.ToChannels"/> composites it away).
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Not a PNG, truncated or corrupt; the message names file, finding and
    /// expectation.</exception>
    public static Image Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: found no such file, expected a PNG image", path);
        byte[] file = File.ReadAllBytes(path);
        try
        {
            return Read(file);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Reads a PNG that is whole in memory; see <see cref="Read(string)"/>.</summary>
    /// <exception cref="InvalidDataException">
    /// Not a PNG, truncated or corrupt; the message says what was found and what was expected, and the caller names the file.
    /// </exception>
    public static Image Read(ReadOnlySpan<byte> file) => PngDecoder.Decode(file);

    /// <summary>Writes an 8-bit PNG of the picture's channels (grey, grey and alpha, RGB, or RGB and alpha).</summary>
    public static void Write(Stream target, Image image) => PngEncoder.Encode(target, image);
}
