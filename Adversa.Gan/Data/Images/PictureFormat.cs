namespace Adversa.Gan.Data.Images;

/// <summary>What a file is by its first bytes, whatever its name says.</summary>
internal static class PictureFormat
{
    /// <summary>How many bytes of a file of no known format are shown.</summary>
    private const int ShownBytes = 8;

    /// <summary>Whether the file begins as every JPEG does: start of image, then a marker.</summary>
    public static bool IsJpeg(ReadOnlySpan<byte> file) => file is [0xFF, 0xD8, 0xFF, ..];

    /// <summary>"a PNG image", "a JPEG image" and so on; null if the bytes are of no known picture.</summary>
    public static string? Name(ReadOnlySpan<byte> file) => file switch
    {
        _ when PngSignature.IsAtStartOf(file) => "a PNG image",
        _ when IsJpeg(file) => "a JPEG image",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF image",
        [(byte)'B', (byte)'M', ..] => "a BMP image",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', ..] => "a WebP image",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "a TIFF image",
        _ => null,
    };

    /// <summary>The format, or what else there is to say, for messages.</summary>
    public static string Describe(ReadOnlySpan<byte> file) => file.IsEmpty
        ? "an empty file"
        : Name(file) ?? $"a file that begins with {Convert.ToHexString(file[..Math.Min(ShownBytes, file.Length)])}";
}
