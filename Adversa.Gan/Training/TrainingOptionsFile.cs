using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Adversa.Tensors.Serialization;

namespace Adversa.Gan.Training;

/// <summary>Reading and writing of a run's settings as JSON. Comments and trailing commas are welcome.</summary>
public static class TrainingOptionsFile
{
    /// <summary>Reads settings; those that the file does not name keep their defaults.</summary>
    /// <exception cref="InvalidDataException">
    /// An unknown key, a value of the wrong kind, or no JSON; names file and line.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TrainingOptions Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file, expected a JSON file with settings.", path);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), OptionsJson.Default.TrainingOptions)
                ?? throw new InvalidDataException($"{path}: found null, expected an object with settings.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}, line {e.LineNumber + 1}: {Explain(e)}.", e);
        }
    }

    /// <summary>Writes all settings.</summary>
    public static void Write(string path, TrainingOptions options) =>
        AtomicFile.Write(path, stream =>
        {
            JsonSerializer.Serialize(stream, options, OptionsJson.Default.TrainingOptions);
            stream.WriteByte((byte)'\n');
        });

    private static string Explain(JsonException e)
    {
        IList<JsonPropertyInfo> settings = OptionsJson.Default.TrainingOptions.Properties;
        if (e.Path is not ['$', '.', ..]) return $"found no JSON object with settings ({e.Message.Split(". ")[0]})";
        string name = e.Path[2..];
        return settings.FirstOrDefault(setting => setting.Name == name) is { } known
            ? $"found another kind of value for '{name}', expected a {(known.PropertyType == typeof(string) ? "text" : "number")}"
            : $"unknown setting '{name}', expected one of {string.Join(", ", settings.Select(setting => setting.Name))}";
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    WriteIndented = true)]
[JsonSerializable(typeof(TrainingOptions))]
internal sealed partial class OptionsJson : JsonSerializerContext;
