using System.Text.Json;
using System.Text.Json.Nodes;

namespace Adversa.Gan.Training;

/// <summary>
/// Values for some of the settings, that cover those of the layer below: defaults, a recipe, a file of settings and the command
/// line lie on each other.
/// </summary>
public sealed class SettingsLayer
{
    private readonly Dictionary<Setting, JsonNode?> _values = [];

    /// <summary>The settings that have a value here.</summary>
    public IReadOnlyCollection<Setting> Settings => _values.Keys;

    /// <summary>Sets a value, given as text.</summary>
    /// <returns>False if the text is not <see cref="Setting.Expected"/>; nothing is set then.</returns>
    public bool TrySet(Setting setting, string text)
    {
        if (!setting.TryParse(text, out JsonNode? value)) return false;
        _values[setting] = value;
        return true;
    }

    /// <summary>The options below, with the values of this layer in place of theirs. Ranges are not looked at.</summary>
    public TrainingOptions Over(TrainingOptions below)
    {
        // The options' properties can be set only while they are made: by way of JSON, without a line for each of them here. The
        // object names all of them, for what it did not name would become 0 and not the default.
        JsonObject merged = JsonSerializer.SerializeToNode(below, OptionsJson.Default.TrainingOptions)!.AsObject();
        foreach ((Setting setting, JsonNode? value) in _values) merged[setting.Name] = value?.DeepClone();
        return merged.Deserialize(OptionsJson.Default.TrainingOptions)!;
    }
}
