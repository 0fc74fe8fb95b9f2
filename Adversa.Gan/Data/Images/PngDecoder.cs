using System.IO.Compression;

namespace Adversa.Gan.Data.Images;

/// <summary>
/// Reads a PNG that is whole in memory (PNG specification, third edition, and RFC 1950 for its compressed data). One row at a
/// time is decompressed, unfiltered against the row above and expanded into the picture, so that the picture is the only large
/// allocation, and it is made only after the header proved plausible for the amount of compressed data.
/// </summary>
internal static class PngDecoder
{
    public static Image Decode(ReadOnlySpan<byte> file)
    {
        PngSignature.Check(file);
        var chunks = new PngChunkReader(file);
        chunks.Read();
        if (chunks.Type != "IHDR") throw new InvalidDataException("found no PNG header (IHDR) at byte 8; the file is corrupt");
        PngHeader header = PngHeader.Parse(chunks.Data);

        byte[]? palette = null;
        byte[]? transparency = null;
        using var compressed = new MemoryStream();
        for (chunks.Read(); chunks.Type != "IEND"; chunks.Read())
        {
            switch (chunks.Type)
            {
                case "PLTE":
                    palette = chunks.Data.ToArray();
                    break;
                case "tRNS":
                    transparency = chunks.Data.ToArray();
                    break;
                case "IDAT":
                    compressed.Write(chunks.Data);
                    break;
                default:
                    if (chunks.IsCritical)
                        throw new InvalidDataException("found a critical PNG chunk of an unknown kind; the file is corrupt");
                    break;
            }
        }

        CheckPlausible(header, compressed);
        compressed.Position = 0;
        using var stored = new ZLibStream(compressed, CompressionMode.Decompress);
        return ReadRows(header, new PngPixels(header, palette, transparency), stored);
    }

    /// <summary>Refuses, before the picture is allocated, a size that the compressed data cannot fill.</summary>
    private static void CheckPlausible(in PngHeader header, MemoryStream compressed)
    {
        long needed = PngPass.StoredBytes(header);
        if (needed > compressed.Length * Deflate.MaximumExpansion)
            throw new InvalidDataException(
                $"found {compressed.Length} bytes of image data, expected at least {needed / Deflate.MaximumExpansion + 1} for " +
                $"{header.Width}x{header.Height} pixels; the file is truncated or its header is wrong");
        if (compressed.Length < 2) return;

        // A preset dictionary is something that zlib offers and PNG forbids.
        byte[] zlib = compressed.GetBuffer();
        if ((zlib[0] & 0x0F) != 8 || (zlib[1] & 0x20) != 0)
            throw new InvalidDataException($"found zlib header {zlib[0]:x2}{zlib[1]:x2}, expected deflate without a dictionary");
    }

    private static Image ReadRows(in PngHeader header, PngPixels pixels, ZLibStream stored)
    {
        var image = new Image(header.Width, header.Height, pixels.Channels);
        int longest = 1 + header.RowBytes(header.Width);
        var current = new byte[longest];
        var above = new byte[longest];
        foreach (PngPass pass in PngPass.Of(header))
        {
            int width = pass.Width(header);
            if (width == 0) continue;
            int length = 1 + header.RowBytes(width);
            Array.Clear(above);
            for (int row = 0, y = pass.Y; y < header.Height; row++, y += pass.StepY)
            {
                int found = stored.ReadAtLeast(current.AsSpan(0, length), length, throwOnEndOfStream: false);
                if (found < length)
                    throw new InvalidDataException(
                        $"found the end of the image data in row {y}, expected {header.Height} rows; the file is truncated");
                PngFilter.Undo(current[0], current.AsSpan(1, length - 1), above.AsSpan(1, length - 1), header.FilterStep);
                pixels.Expand(current.AsSpan(1, length - 1), width, image.Row(y)[(pass.X * pixels.Channels)..], pass.StepX);
                (current, above) = (above, current);
            }
        }

        // Reading up to the end makes zlib verify its checksum.
        if (stored.ReadByte() >= 0)
            throw new InvalidDataException($"found more image data than {header.Height} rows; the file is corrupt");
        return image;
    }
}
