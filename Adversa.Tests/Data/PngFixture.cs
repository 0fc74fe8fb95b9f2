using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Adversa.Tests.Data;

/// <summary>
/// A plain PNG encoder that shares nothing with the library's: every colour type, bit depth and filter, and interlacing by the
/// 8×8 pattern of the specification. Samples are [height, width, samples] at the native depth.
/// </summary>
internal sealed record PngFixture(int Width, int Height, int ColourType, int Depth, ushort[] Samples)
{
    private static readonly string[] Adam7Pattern =
        ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"];

    public bool Interlaced { get; init; }

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    public Func<int, int> FilterOfRow { get; init; } = row => row % 5;

    public int IdatLength { get; init; } = 1 << 20;

    public int SamplesPerPixel => ColourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public static PngFixture Random(int width, int height, int colourType, int depth, Random random)
    {
        var fixture = new PngFixture(width, height, colourType, depth, []);
        var samples = new ushort[width * height * fixture.SamplesPerPixel];
        for (int i = 0; i < samples.Length; i++) samples[i] = (ushort)random.Next(1 << depth);
        var palette = new byte[3 << Math.Min(depth, 8)];
        random.NextBytes(palette);
        return fixture with { Samples = samples, Palette = colourType == 3 ? palette : null };
    }

    public byte[] Encode()
    {
        var stored = new MemoryStream();
        for (char pass = '1'; pass <= '7'; pass++) WritePass(stored, pass);
        return Assemble(Compress(Interlaced ? stored.ToArray() : Whole()));
    }

    /// <summary>A file around any image data, so that tests can spoil it under valid checksums.</summary>
    public byte[] Assemble(byte[] imageData)
    {
        var file = new MemoryStream();
        file.Write([137, 80, 78, 71, 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        header[8] = (byte)Depth;
        header[9] = (byte)ColourType;
        header[12] = (byte)(Interlaced ? 1 : 0);
        WriteChunk(file, "IHDR", header);
        if (Palette is not null) WriteChunk(file, "PLTE", Palette);
        if (Transparency is not null) WriteChunk(file, "tRNS", Transparency);
        foreach (byte[] part in imageData.Chunk(IdatLength)) WriteChunk(file, "IDAT", part);
        WriteChunk(file, "tEXt", "Comment\0a chunk to be passed over"u8);
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    public static byte[] Compress(byte[] data)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(data);
        return compressed.ToArray();
    }

    public static void WriteChunk(Stream file, string type, ReadOnlySpan<byte> data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var word = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.Write(word);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc(body));
        file.Write(word);
    }

    /// <summary>CRC-32 bit by bit, straight from its definition.</summary>
    public static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }

    private byte[] Whole()
    {
        var stored = new MemoryStream();
        byte[]? above = null;
        for (int y = 0; y < Height; y++)
            above = WriteRow(stored, [.. Enumerable.Range(0, Width).Select(x => (x, y))], above, FilterOfRow(y));
        return stored.ToArray();
    }

    private void WritePass(Stream stored, char pass)
    {
        byte[]? above = null;
        int row = 0;
        for (int y = 0; y < Height; y++)
        {
            (int, int)[] pixels =
                [.. Enumerable.Range(0, Width).Where(x => Adam7Pattern[y % 8][x % 8] == pass).Select(x => (x, y))];
            if (pixels.Length > 0) above = WriteRow(stored, pixels, above, FilterOfRow(row++));
        }
    }

    private byte[] WriteRow(Stream stored, (int X, int Y)[] pixels, byte[]? above, int filter)
    {
        string bits = string.Concat(pixels.SelectMany(p => Enumerable.Range(0, SamplesPerPixel)
            .Select(c => Convert.ToString(Samples[(p.Y * Width + p.X) * SamplesPerPixel + c], 2).PadLeft(Depth, '0'))));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        byte[] row = [.. bits.Chunk(8).Select(byteBits => Convert.ToByte(new string(byteBits), 2))];
        above ??= new byte[row.Length];
        int step = Math.Max(1, SamplesPerPixel * Depth / 8);
        stored.WriteByte((byte)filter);
        for (int i = 0; i < row.Length; i++)
        {
            int a = i >= step ? row[i - step] : 0;
            int b = above[i];
            int c = i >= step ? above[i - step] : 0;
            int p = a + b - c;
            int paeth = new[] { a, b, c }.OrderBy(value => Math.Abs(p - value)).First();
            stored.WriteByte((byte)(row[i] - new[] { 0, a, b, (a + b) / 2, paeth }[filter]));
        }

        return row;
    }
}
