using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Adversa.Tensors.Serialization;

namespace Adversa.Gan.Training;

/// <summary>
/// Reading and writing of settings as JSON, one object with the names of <see cref="Settings"/>. Comments and trailing commas are
/// welcome.
/// </summary>
public static class TrainingOptionsFile
{
    /// <summary>Reads settings from a file; those that it does not name stay as below.</summary>
    /// <param name="path">The file.</param>
    /// <param name="below">The layer below; null for the defaults.</param>
    /// <exception cref="InvalidDataException">
    /// An unknown key, one that is given twice, a value of the wrong kind, or no JSON; names file and line.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TrainingOptions Read(string path, TrainingOptions? below = null)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file, expected a JSON file with settings.", path);
        return Parse(File.ReadAllText(path), path).Over(below ?? new TrainingOptions());
    }

    /// <summary>Writes all settings.</summary>
    public static void Write(string path, TrainingOptions options) =>
        AtomicFile.Write(path, stream =>
        {
            // Paths and descriptions stay readable: only what JSON itself cannot hold is escaped.
            var format = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            using (var writer = new Utf8JsonWriter(stream, format))
                JsonSerializer.Serialize(writer, options, OptionsJson.Default.TrainingOptions);
            stream.WriteByte((byte)'\n');
        });

    /// <summary>The settings that a JSON text names.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Where it is from, for messages.</param>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>.</exception>
    internal static SettingsLayer Parse(string json, string source)
    {
        byte[] text = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(
            text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var layer = new SettingsLayer();
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw Wrong(reader, $"found {Shown(reader)}, expected an object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadSetting(ref reader, layer);

            // Whatever follows the object is reported by the reader itself.
            reader.Read();
            return layer;
        }
        catch (JsonException e)
        {
            string reason = e.Message.Split(". ")[0].TrimEnd('.');
            throw new InvalidDataException(
                $"{source}, line {e.LineNumber + 1}: found no JSON object with settings ({reason}).", e);
        }

        void ReadSetting(ref Utf8JsonReader reader, SettingsLayer layer)
        {
            string name = reader.GetString()!;
            if (Settings.Find(name) is not { } setting)
                throw Wrong(reader, $"unknown setting '{name}', expected one of {string.Join(", ", Settings.All)}");
            if (layer.Settings.Contains(setting)) throw Wrong(reader, $"found '{name}' a second time, expected it once");
            reader.Read();
            if (!IsOfKind(reader.TokenType, setting) || !layer.TrySet(setting, Text(reader)))
                throw Wrong(reader, $"found {Shown(reader)} for '{name}', expected {setting.Expected}");
        }

        InvalidDataException Wrong(in Utf8JsonReader reader, string what) =>
            new($"{source}, line {text.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n') + 1}: {what}.");
    }

    private static bool IsOfKind(JsonTokenType token, Setting setting) => token switch
    {
        JsonTokenType.Null => setting.IsOptional,
        JsonTokenType.String => setting.Kind is SettingKind.Text or SettingKind.Choice,
        JsonTokenType.Number => setting.Kind is SettingKind.Number or SettingKind.WholeNumber,
        JsonTokenType.True or JsonTokenType.False => setting.Kind is SettingKind.Switch,
        _ => false,
    };

    /// <summary>A token as <see cref="SettingsLayer.TrySet"/> reads it.</summary>
    private static string Text(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => Setting.None,
        JsonTokenType.String => reader.GetString()!,
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };

    private static string Shown(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"'{reader.GetString()}'",
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };
}
