using System.Text.Json;
using System.Text.Unicode;
using Adversa.Kernels;

namespace Adversa.Tensors.Serialization;

/// <summary>
/// Parses the JSON of one header and checks every rule that can be checked without the data. Errors say
/// <c>found …, expected …</c>; the caller adds the path.
/// </summary>
internal ref struct SafetensorsHeaderReader
{
    private Utf8JsonReader _json;

    private SafetensorsHeaderReader(ReadOnlySpan<byte> json) => _json = new Utf8JsonReader(json);

    /// <summary>Reads a header whose data take <paramref name="dataLength"/> bytes.</summary>
    /// <exception cref="InvalidDataException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> json, long dataLength)
    {
        // The JSON reader looks at the bytes of a string only when it is asked for that string.
        if (!Utf8.IsValid(json)) throw Error("a header that is not UTF-8", "UTF-8 text");
        if (json.IsEmpty || json[0] != (byte)'{') throw Error("a header that does not begin with {", "a JSON object");
        try
        {
            return new SafetensorsHeaderReader(json).ReadAll(dataLength);
        }
        catch (JsonException error)
        {
            throw Error($"a header that is not valid JSON ({error.Message})", "a JSON object");
        }
    }

    private SafetensorsHeader ReadAll(long dataLength)
    {
        var metadata = new Dictionary<string, string>();
        var slots = new Dictionary<string, SafetensorsSlot>();
        bool hasMetadata = false;

        Expect(JsonTokenType.StartObject, "a JSON object");
        while (NextKey("the header") is { } name)
        {
            if (name == SafetensorsHeader.MetadataKey ? hasMetadata : slots.ContainsKey(name))
                throw Error($"entry {Quote(name)} twice", "every name once");
            if (name == SafetensorsHeader.MetadataKey)
            {
                ReadMetadata(metadata);
                hasMetadata = true;
            }
            else
            {
                slots.Add(name, ReadSlot(name));
            }
        }
        _json.Read(); // Anything but white space after the object is a JsonException here.

        SafetensorsSlot[] ordered = [.. slots.Values.OrderBy(slot => slot.Begin).ThenBy(slot => slot.End)];
        CheckLayout(ordered, dataLength);
        return new SafetensorsHeader(metadata, ordered);
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        Expect(JsonTokenType.StartObject, $"an object of strings in {SafetensorsHeader.MetadataKey}");
        while (NextKey(SafetensorsHeader.MetadataKey) is { } key)
        {
            Expect(JsonTokenType.String, $"a string for metadata {Quote(key)}");
            if (!metadata.TryAdd(key, Text())) throw Error($"metadata {Quote(key)} twice", "every key once");
        }
    }

    private SafetensorsSlot ReadSlot(string name)
    {
        string? type = null;
        List<long>? shape = null, offsets = null;

        Expect(JsonTokenType.StartObject, $"an object for entry {Quote(name)}");
        while (NextKey(name) is { } key)
        {
            if (key == "dtype" && type is null)
            {
                Expect(JsonTokenType.String, $"a string as dtype of entry {Quote(name)}");
                type = Text();
            }
            else if (key == "shape" && shape is null) shape = ReadNumbers($"shape of entry {Quote(name)}");
            else if (key == "data_offsets" && offsets is null) offsets = ReadNumbers($"data_offsets of entry {Quote(name)}");
            else throw Error($"{Quote(key)} in entry {Quote(name)}", "dtype, shape and data_offsets once each");
        }
        if (type is null || shape is null || offsets is null)
            throw Error($"entry {Quote(name)} without all of its fields", "dtype, shape and data_offsets");
        return Slot(name, type, shape, offsets);
    }

    private static SafetensorsSlot Slot(string name, string typeName, List<long> shape, List<long> offsets)
    {
        DType type = SafetensorsHeader.TypeOf(typeName)
            ?? throw Error($"dtype {Quote(typeName)} in entry {Quote(name)}", $"one of {SafetensorsHeader.AllTypeNames}");
        string shapeText = $"[{string.Join(',', shape)}]";
        if (shape.Count > Axes.MaxRank) throw Error($"shape {shapeText} in entry {Quote(name)}", $"at most {Axes.MaxRank} axes");

        // Element counts and byte counts stay below 2³¹, so that one array holds an entry; no product below can overflow.
        long count = 1;
        foreach (long size in shape)
        {
            if (size > int.MaxValue || (count *= size) > Array.MaxLength / type.Size())
                throw Error($"shape {shapeText} in entry {Quote(name)}", $"at most {Array.MaxLength} bytes");
        }
        if (offsets.Count != 2 || offsets[1] - offsets[0] != count * type.Size())
        {
            throw Error($"data_offsets [{string.Join(',', offsets)}] in entry {Quote(name)}",
                $"two that are {count * type.Size()} bytes apart, for {typeName} {shapeText}");
        }
        return new SafetensorsSlot(name, type, new Axes([.. shape.Select(size => (int)size)]), offsets[0], offsets[1]);
    }

    // Without overlaps, holes or bytes left over: each array begins where the one before it ends.
    private static void CheckLayout(SafetensorsSlot[] ordered, long dataLength)
    {
        long end = 0;
        foreach (SafetensorsSlot slot in ordered)
        {
            if (slot.Begin != end)
                throw Error($"entry {Quote(slot.Name)} at byte {slot.Begin} of the data", $"it at byte {end}");
            end = slot.End;
        }
        if (end != dataLength) throw Error($"{dataLength} bytes of data", $"{end} as the header says");
    }

    private List<long> ReadNumbers(string what)
    {
        var numbers = new List<long>();
        Expect(JsonTokenType.StartArray, $"an array as {what}");
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long number) || number < 0)
                throw Error($"something else in {what}", "integers from 0 to 2^63-1");
            numbers.Add(number);
        }
        return numbers;
    }

    private void Expect(JsonTokenType type, string expected)
    {
        if (!_json.Read() || _json.TokenType != type) throw Error($"a JSON {_json.TokenType}", expected);
    }

    /// <summary>The next key of the object being read, or null at its end.</summary>
    private string? NextKey(string owner) => _json.Read() && _json.TokenType == JsonTokenType.PropertyName ? Text(owner) : null;

    private readonly string Text(string owner = "a string")
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Error($"half of a surrogate pair in {owner}", "valid Unicode"); // "\ud800" is good JSON but no text.
        }
    }

    // Names come from the file: escaped, so that a line break in one does not break the message.
    private static string Quote(string name) => $"\"{JsonEncodedText.Encode(name)}\"";

    private static InvalidDataException Error(string found, string expected) => new($"found {found}, expected {expected}");
}
