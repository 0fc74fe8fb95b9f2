namespace Adversa.Gan.Data.Images;

/// <summary>The eight bytes that every PNG begins with, and what else a file that lacks them may be.</summary>
internal static class PngSignature
{
    public const int Length = 8;

    public static ReadOnlySpan<byte> Bytes => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Returns if <paramref name="file"/> is a PNG by its first bytes.</summary>
    /// <exception cref="InvalidDataException">It is not; the message says what it looks like.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Bytes)) return;
        throw new InvalidDataException(
            $"found {Describe(file)}, expected a PNG image; PNG is the one format that is read, convert to it");
    }

    /// <summary>"a PNG image", "a JPEG image" and so on by a file's first bytes; null if they are of no known picture.</summary>
    public static string? PictureFormat(ReadOnlySpan<byte> file) => file switch
    {
        _ when file.StartsWith(Bytes) => "a PNG image",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG image",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF image",
        [(byte)'B', (byte)'M', ..] => "a BMP image",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', ..] => "a WebP image",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "a TIFF image",
        _ => null,
    };

    private static string Describe(ReadOnlySpan<byte> file) => file.IsEmpty
        ? "an empty file"
        : PictureFormat(file) ?? $"a file that begins with {Convert.ToHexString(file[..Math.Min(Length, file.Length)])}";
}
