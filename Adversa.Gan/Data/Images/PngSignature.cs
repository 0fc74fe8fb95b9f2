namespace Adversa.Gan.Data.Images;

/// <summary>The eight bytes that every PNG begins with.</summary>
internal static class PngSignature
{
    public const int Length = 8;

    public static ReadOnlySpan<byte> Bytes => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    public static bool IsAtStartOf(ReadOnlySpan<byte> file) => file.StartsWith(Bytes);

    /// <summary>Returns if <paramref name="file"/> is a PNG by its first bytes.</summary>
    /// <exception cref="InvalidDataException">It is not; the message says what it looks like.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        if (!IsAtStartOf(file))
            throw new InvalidDataException($"found {PictureFormat.Describe(file)}, expected a PNG image");
    }
}
