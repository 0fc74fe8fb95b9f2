using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Adversa.Kernels;

namespace Adversa.Tensors.Serialization;

/// <summary>Where one array lies: bytes [Begin, End) counted from the end of the header.</summary>
internal readonly record struct SafetensorsSlot(string Name, DType DType, Axes Shape, long Begin, long End);

/// <summary>What the JSON header of a safetensors file says, and how it is written.</summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    /// <summary>The longest header that the reference implementation accepts.</summary>
    public const int MaxLength = 100_000_000;

    // In the order in which the reference implementation lays arrays out: by falling alignment, so that each is aligned.
    private static readonly (DType Type, string Name)[] TypeNames =
    [
        (DType.Int64, "I64"), (DType.Float64, "F64"), (DType.Float32, "F32"), (DType.Int32, "I32"), (DType.UInt8, "U8"),
    ];

    public SafetensorsHeader(IReadOnlyDictionary<string, string> metadata, SafetensorsSlot[] slots) =>
        (Metadata, Slots) = (metadata, slots);

    /// <summary>The names of all types that a file may hold here, for messages.</summary>
    public static string AllTypeNames => string.Join(", ", TypeNames.Select(pair => pair.Name));

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The arrays, in the order of their data.</summary>
    public IReadOnlyList<SafetensorsSlot> Slots { get; }

    /// <summary>The type of this name, or null where no tensor here has it (F16, BF16, BOOL, …).</summary>
    public static DType? TypeOf(string name)
    {
        foreach ((DType type, string typeName) in TypeNames)
        {
            if (typeName == name) return type;
        }
        return null;
    }

    /// <summary>The order of the data: by falling alignment, then by name.</summary>
    /// <exception cref="ArgumentException">Two entries have the same name.</exception>
    public static SafetensorsEntry[] Order(IEnumerable<SafetensorsEntry> entries)
    {
        SafetensorsEntry[] ordered =
        [
            .. entries.OrderBy(entry => Array.FindIndex(TypeNames, pair => pair.Type == entry.DType))
                .ThenBy(entry => entry.Name, StringComparer.Ordinal),
        ];
        var names = new HashSet<string>();
        foreach (SafetensorsEntry entry in ordered)
        {
            if (!names.Add(entry.Name))
                throw new ArgumentException($"Two entries are called {entry.Name}; names must differ.", nameof(entries));
        }
        return ordered;
    }

    /// <summary>The header of these entries in this order, padded with spaces to a multiple of 8 bytes.</summary>
    public static byte[] Encode(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);
                json.WriteEndObject();
            }
            long offset = 0;
            foreach (SafetensorsEntry entry in entries) WriteEntry(json, entry, ref offset);
            json.WriteEndObject();
        }

        int padding = -bytes.WrittenCount & 7;
        bytes.GetSpan(padding)[..padding].Fill((byte)' ');
        bytes.Advance(padding);
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry, ref long offset)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", Array.Find(TypeNames, pair => pair.Type == entry.DType).Name);
        json.WriteStartArray("shape");
        foreach (int size in entry.Shape.Span) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset += entry.Data.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
