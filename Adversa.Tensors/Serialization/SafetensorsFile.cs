using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Adversa.Kernels;

namespace Adversa.Tensors.Serialization;

/// <summary>
/// A safetensors file: named arrays and a few strings, readable by PyTorch, NumPy and JAX, with nothing in it that could run.
/// Layout: the header's length as 64-bit little-endian integer, the header in JSON
/// (<c>{"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},…}</c>), then the arrays, back to back.
/// </summary>
/// <remarks>
/// Source: the format description of huggingface/safetensors. A file that breaks any of its rules is refused as a whole: a
/// network with a few wrong weights is worse than an error.
/// </remarks>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsEntry> _byName;

    private SafetensorsFile(string path, IReadOnlyDictionary<string, string> metadata, SafetensorsEntry[] entries)
    {
        (Path, Metadata, Entries) = (path, metadata, entries);
        _byName = entries.ToDictionary(entry => entry.Name);
    }

    /// <summary>Where the file was read, for messages.</summary>
    public string Path { get; }

    /// <summary>The strings stored under <c>__metadata__</c>; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>All entries, in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The entry of this name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public SafetensorsEntry this[string name] =>
        TryGet(name, out SafetensorsEntry? entry)
            ? entry
            : throw Error($"found {Entries.Count} entries and no {name} among them, expected one of that name");

    /// <summary>Finds the entry of this name, if there is one.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out SafetensorsEntry? entry) => _byName.TryGetValue(name, out entry);

    /// <summary>The bytes of one entry, row-major, little-endian.</summary>
    /// <exception cref="InvalidDataException">There is no such entry.</exception>
    public ReadOnlySpan<byte> Bytes(string name) => this[name].Data.Span;

    /// <summary>The elements of one entry, row-major.</summary>
    /// <exception cref="InvalidDataException">There is no such entry, or its elements are of another type.</exception>
    public ReadOnlySpan<T> Values<T>(string name) where T : unmanaged
    {
        SafetensorsEntry entry = this[name];
        if (entry.DType != DTypes.Of<T>()) throw Error($"found {entry.DType} in entry {name}, expected {DTypes.Of<T>()}");
        return MemoryMarshal.Cast<byte, T>(entry.Data.Span);
    }

    /// <summary>Reads and verifies a whole file.</summary>
    /// <exception cref="InvalidDataException">
    /// The file breaks a rule of the format or holds a type or shape that no tensor here has; the message is one line,
    /// <c>PATH: found …, expected …</c>.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafetensorsFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            SafetensorsHeader header = ReadHeader(stream);
            return new SafetensorsFile(path, header.Metadata, [.. header.Slots.Select(slot => ReadEntry(stream, slot))]);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>
    /// Writes entries and metadata through <see cref="AtomicFile"/>. The bytes depend on the contents alone, not on the order
    /// in which they are given.
    /// </summary>
    /// <exception cref="ArgumentException">Two entries have the same name.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is still there.</exception>
    public static void Write(
        string path, IEnumerable<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata = null)
    {
        SafetensorsEntry[] ordered = SafetensorsHeader.Order(entries);
        byte[] header = SafetensorsHeader.Encode(ordered, metadata ?? new Dictionary<string, string>());
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (SafetensorsEntry entry in ordered) stream.Write(entry.Data.Span);
        });
    }

    private static SafetensorsHeader ReadHeader(FileStream stream)
    {
        if (stream.Length < sizeof(ulong)) throw new InvalidDataException($"found {stream.Length} bytes, expected at least 8");
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(prefix);

        // Checked before anything is allocated: the length of a damaged or foreign file is any 64-bit number.
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        ulong limit = (ulong)Math.Min(stream.Length - sizeof(ulong), SafetensorsHeader.MaxLength);
        if (length > limit) throw new InvalidDataException($"found a header length of {length}, expected at most {limit}");

        byte[] json = new byte[length];
        stream.ReadExactly(json);
        return SafetensorsHeaderReader.Read(json, stream.Length - sizeof(ulong) - (long)length);
    }

    // An array per entry: each starts where elements of any type may lie, whatever its offset in the file, and the file as a
    // whole may be larger than one array. Not memory-mapped: a checkpoint must be replaceable while it is in use, on Windows
    // too, and a mapped file that shrinks ends the process.
    private static SafetensorsEntry ReadEntry(FileStream stream, SafetensorsSlot slot)
    {
        byte[] data = GC.AllocateUninitializedArray<byte>((int)(slot.End - slot.Begin));
        stream.ReadExactly(data);
        return new SafetensorsEntry(slot.Name, slot.DType, slot.Shape, data);
    }

    private InvalidDataException Error(string message) => new($"{Path}: {message}");
}
