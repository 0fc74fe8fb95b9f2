using System.Buffers.Binary;

namespace Adversa.Gan.Data.Images;

/// <summary>What one pixel of a PNG stores (PNG specification, section 6.1).</summary>
internal enum PngColourType : byte
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>The IHDR chunk, checked.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColourType ColourType, bool Interlaced)
{
    public const int Length = 13;

    /// <summary>Stored samples per pixel (an index into the palette is one).</summary>
    public int Samples => ColourType switch
    {
        PngColourType.Rgb => 3,
        PngColourType.GreyAlpha => 2,
        PngColourType.Rgba => 4,
        _ => 1,
    };

    /// <summary>The distance, in bytes, to the neighbour that a filter refers to: at least 1.</summary>
    public int FilterStep => Math.Max(1, Samples * BitDepth / 8);

    /// <summary>Bytes of a row of <paramref name="width"/> pixels, without its filter byte: at most 8·MaximumSide.</summary>
    public int RowBytes(int width) => (width * Samples * BitDepth + 7) / 8;

    /// <summary>Reads and checks the chunk.</summary>
    /// <exception cref="InvalidDataException">A field that the specification does not allow, or too large a picture.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length != Length)
            throw new InvalidDataException($"found a PNG header of {data.Length} bytes, expected {Length}");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        byte depth = data[8];
        var colour = (PngColourType)data[9];
        Image.CheckClaimedSize(width, height);
        bool allowed = colour switch
        {
            PngColourType.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColourType.Palette => depth is 1 or 2 or 4 or 8,
            PngColourType.Rgb or PngColourType.GreyAlpha or PngColourType.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!allowed)
            throw new InvalidDataException($"found colour type {data[9]} with bit depth {depth}, a pair that PNG does not have");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw new InvalidDataException(
                $"found compression {data[10]}, filter method {data[11]}, interlace {data[12]}, expected 0, 0 and 0 or 1");
        return new PngHeader((int)width, (int)height, depth, colour, data[12] == 1);
    }
}
