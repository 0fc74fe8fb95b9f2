using System.Buffers.Binary;
using System.IO.Compression;
using Adversa.Gan.Data.Images;

namespace Adversa.Gan.Data;

/// <summary>
/// Reads IDX files of unsigned bytes, as they are or gzip-compressed: two zero bytes, the type (8), the number of dimensions,
/// each dimension as a big-endian 32-bit number, then the data with the last dimension running fastest
/// (Y. LeCun, C. Cortes, C. Burges, The MNIST database).
/// </summary>
internal static class IdxFile
{
    private const byte UnsignedByte = 8;

    /// <summary>The dimensions and the data of <paramref name="path"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rank">How many dimensions it must have.</param>
    /// <param name="content">What it should hold, for messages.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Not IDX, of another type or rank, or shorter or longer than its dimensions
    /// say.</exception>
    public static (int[] Dimensions, byte[] Data) Read(string path, int rank, string content)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: found no such file, expected IDX {content}", path);
        using FileStream file = File.OpenRead(path);
        bool isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        if (!isCompressed) return Read(file, path, rank, content, file.Length, mostBytes: file.Length);

        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        return Read(unzipped, path, rank, content, fileLength: null, mostBytes: file.Length * Deflate.MaximumExpansion);
    }

    private static (int[] Dimensions, byte[] Data) Read(
        Stream stream, string path, int rank, string content, long? fileLength, long mostBytes)
    {
        var header = new byte[4 + 4 * rank];
        int found = Fill(header);
        if (found >= 4 && (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != rank))
            throw new InvalidDataException(PictureFormat.Name(header) is { } picture
                ? $"{path}: found {picture}, expected IDX {content}; to use pictures, give the folder that they lie in"
                : $"{path}: found magic number {Convert.ToHexStringLower(header, 0, 4)}, expected 0000080{rank} " +
                  $"(IDX {content}); name a file of {content}");
        if (found < header.Length)
            throw new InvalidDataException($"{path}: found {found} bytes, expected an IDX header of {header.Length}");

        int[] dimensions = [.. Enumerable.Range(1, rank).Select(i => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * i)))];
        string shape = string.Join('x', dimensions);
        if (dimensions.Any(dimension => dimension < 1))
            throw new InvalidDataException($"{path}: found dimensions {shape}, expected each to be at least 1");
        UInt128 length = dimensions.Aggregate(UInt128.One, (product, dimension) => product * (uint)dimension);
        if (fileLength is { } bytes && length + (uint)header.Length != (UInt128)bytes)
            throw WrongLength(bytes.ToString(), length);
        if (length > (UInt128)Math.Min(mostBytes, Array.MaxLength))
            throw WrongLength($"at most {Math.Min(mostBytes, Array.MaxLength)}", length);

        var data = new byte[(int)length];
        found = Fill(data);
        if (found < data.Length) throw WrongLength($"{header.Length + found}", length);
        if (Fill(new byte[1]) > 0) throw WrongLength("more", length);
        return (dimensions, data);

        int Fill(byte[] target)
        {
            try
            {
                return stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            }
            catch (InvalidDataException error)
            {
                throw new InvalidDataException($"{path}: found damaged gzip data, expected IDX {content}; fetch it again", error);
            }
        }

        InvalidDataException WrongLength(string foundBytes, UInt128 expected) => new(
            $"{path}: found {foundBytes} bytes, expected {expected + (uint)header.Length} ({shape} {content}); fetch it again");
    }
}
