using System.Buffers.Binary;
using System.Text;

namespace Adversa.Gan.Data.Images;

/// <summary>
/// Walks over the chunks of a PNG file: length, type, data, CRC of type and data. The file is whole in memory, so a chunk's
/// length is checked against what is there before anything is taken from it.
/// </summary>
internal ref struct PngChunkReader(ReadOnlySpan<byte> file)
{
    private const int Overhead = 12;

    private readonly ReadOnlySpan<byte> _file = file;
    private int _position = PngSignature.Length;

    /// <summary>The four letters of the chunk that was read last.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Its data.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>True if a decoder that does not know the chunk must give up (its first letter is a capital).</summary>
    public readonly bool IsCritical => char.IsAsciiLetterUpper(Type[0]);

    /// <summary>Reads the next chunk.</summary>
    /// <exception cref="InvalidDataException">The file ends first, or the CRC differs.</exception>
    public void Read()
    {
        int left = _file.Length - _position;
        if (left < Overhead)
            throw new InvalidDataException(
                $"found the end of the file at byte {_file.Length}, expected another PNG chunk; the file is truncated");
        ReadOnlySpan<byte> chunk = _file[_position..];
        uint length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        if (length > left - Overhead)
            throw new InvalidDataException(
                $"found {left - Overhead} bytes after byte {_position}, expected a chunk of {length}; the file is truncated");

        ReadOnlySpan<byte> type = chunk.Slice(4, 4);
        Type = Encoding.Latin1.GetString(type);
        Data = chunk.Slice(8, (int)length);
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(chunk[(8 + (int)length)..]);
        uint computed = Crc32.Of(type, Data);
        if (stored != computed)
            throw new InvalidDataException(
                $"found CRC {computed:x8} for the chunk at byte {_position}, expected {stored:x8}; the file is corrupt");
        _position += Overhead + (int)length;
    }
}
