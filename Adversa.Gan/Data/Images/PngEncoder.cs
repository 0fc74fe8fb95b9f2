using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Adversa.Gan.Data.Images;

/// <summary>
/// Writes 8-bit PNG. For each row the filter is chosen whose bytes, read as signed numbers, have the smallest sum of magnitudes
/// (the heuristic that the PNG specification recommends, section 12.7).
/// </summary>
internal static class PngEncoder
{
    public static void Encode(Stream target, Image image)
    {
        target.Write(PngSignature.Bytes);
        WriteChunk(target, "IHDR", Header(image));
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            WriteRows(zlib, image);
        }

        WriteChunk(target, "IDAT", compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        WriteChunk(target, "IEND", []);
    }

    private static byte[] Header(Image image)
    {
        var header = new byte[PngHeader.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8;
        header[9] = (byte)(image.Channels switch
        {
            1 => PngColourType.Grey,
            2 => PngColourType.GreyAlpha,
            3 => PngColourType.Rgb,
            _ => PngColourType.Rgba,
        });
        return header;
    }

    private static void WriteRows(Stream zlib, Image image)
    {
        int length = image.Width * image.Channels;
        ReadOnlySpan<byte> above = new byte[length];
        var candidate = new byte[1 + length];
        var best = new byte[1 + length];
        for (int y = 0; y < image.Height; y++)
        {
            long smallest = long.MaxValue;
            for (int filter = 0; filter < PngFilter.Count; filter++)
            {
                candidate[0] = (byte)filter;
                PngFilter.Apply(filter, image.Row(y), above, image.Channels, candidate.AsSpan(1));
                long sum = SumOfMagnitudes(candidate.AsSpan(1));
                if (sum >= smallest) continue;
                smallest = sum;
                (best, candidate) = (candidate, best);
            }

            zlib.Write(best);
            above = image.Row(y);
        }
    }

    private static long SumOfMagnitudes(ReadOnlySpan<byte> stored)
    {
        long sum = 0;
        foreach (byte value in stored) sum += Math.Min(value, 256 - value);
        return sum;
    }

    private static void WriteChunk(Stream target, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        target.Write(word);
        byte[] name = Encoding.ASCII.GetBytes(type);
        target.Write(name);
        target.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.Of(name, data));
        target.Write(word);
    }
}
