using System.Text.Json;
using System.Text.Json.Serialization;
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
            throw new InvalidDataException($"{path}, line {e.LineNumber + 1}: {e.Message.Split(" Path:")[0]}", e);
        }
    }

    /// <summary>Writes all settings.</summary>
    public static void Write(string path, TrainingOptions options) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, options, OptionsJson.Default.TrainingOptions));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    WriteIndented = true)]
[JsonSerializable(typeof(TrainingOptions))]
internal sealed partial class OptionsJson : JsonSerializerContext;
