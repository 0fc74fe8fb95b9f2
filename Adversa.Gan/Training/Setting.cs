using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Adversa.Gan.Training;

/// <summary>
/// One property of <see cref="TrainingOptions"/> as files and command lines see it. All of it follows from the property and its
/// <see cref="SettingAttribute"/>, through the generated <see cref="OptionsJson"/>, so that no reflection stands in the way of
/// trimming.
/// </summary>
public sealed class Setting
{
    /// <summary>The text of a value that is left open, where <see cref="IsOptional"/>.</summary>
    public const string None = "none";

    private readonly JsonPropertyInfo _property;
    private readonly SettingAttribute _declared;
    private readonly SettingInterval _interval;
    private readonly Type _type;

    internal Setting(JsonPropertyInfo property, SettingAttribute declared)
    {
        (_property, _declared, _interval) = (property, declared, SettingInterval.Parse(declared.Range));
        _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Kind = KindOf(_type);
        Choices = Kind == SettingKind.Choice ? NamesOf(_type) : [];
    }

    /// <summary>The key in files, and behind <c>--</c> the option of the command line: <c>learning-rate</c>.</summary>
    public string Name => _property.Name;

    /// <inheritdoc cref="SettingAttribute.Description"/>
    public string Description => _declared.Description;

    /// <inheritdoc cref="SettingAttribute.Heading"/>
    public string Heading => _declared.Heading;

    /// <inheritdoc cref="SettingAttribute.MayChange"/>
    public bool MayChange => _declared.MayChange;

    /// <inheritdoc cref="SettingAttribute.InFilesOnly"/>
    public bool InFilesOnly => _declared.InFilesOnly;

    /// <summary>What kind of value it has.</summary>
    public SettingKind Kind { get; }

    /// <summary>The values of a <see cref="SettingKind.Choice"/>, in the order of the enum; else empty.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>Whether the value may be left open.</summary>
    public bool IsOptional => _property.IsGetNullable;

    /// <summary>What a value has to be, for messages: <c>a whole number</c>.</summary>
    public string Expected => Kind switch
    {
        SettingKind.Text => "a text",
        SettingKind.Switch => "true or false",
        SettingKind.WholeNumber when _type == typeof(ulong) => "a whole number of at least 0",
        SettingKind.WholeNumber => "a whole number",
        SettingKind.Number => "a number",
        _ => $"one of {string.Join(", ", Choices)}",
    } + (IsOptional ? $" or {None}" : "");

    /// <summary>The value in some options, as <see cref="TryParse"/> reads it.</summary>
    public string ValueIn(TrainingOptions options) => Get(options) is not { } value
        ? None
        : JsonSerializer.SerializeToNode(value, OptionsJson.Default.GetTypeInfo(_type)!)!.ToString();

    /// <summary>Reads a value as JSON has it, null for one that is left open.</summary>
    /// <param name="text">What a user typed; numbers and choices as JSON has them.</param>
    /// <param name="value">The value; null for one that is left open.</param>
    /// <returns>Whether the text is <see cref="Expected"/>. Ranges are left to <see cref="TrainingOptions.Validate"/>.</returns>
    internal bool TryParse(string text, out JsonNode? value)
    {
        bool isLeftOpen = IsOptional && text == None;
        value = isLeftOpen ? null : Parse(text);
        return isLeftOpen || value is not null;
    }

    /// <summary>Throws unless the number lies in its interval.</summary>
    /// <exception cref="ArgumentException">Names the setting, what was found and what was expected.</exception>
    internal void RequireInRange(TrainingOptions options)
    {
        bool isWhole = Kind == SettingKind.WholeNumber;
        if (!isWhole && Kind != SettingKind.Number || Get(options) is not { } value) return;
        if (_interval.Contains(Convert.ToDouble(value, CultureInfo.InvariantCulture))) return;
        throw new ArgumentException(
            FormattableString.Invariant($"{Name}: found {value}, expected {_interval.Describe(isWhole)}."));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private object? Get(TrainingOptions options) => _property.Get!(options);

    private JsonValue? Parse(string text)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return Kind switch
        {
            SettingKind.Text => JsonValue.Create(text),
            SettingKind.Switch => bool.TryParse(text, out bool isOn) ? JsonValue.Create(isOn) : null,
            SettingKind.WholeNumber when _type == typeof(ulong) =>
                ulong.TryParse(text, NumberStyles.None, culture, out ulong number) ? JsonValue.Create(number) : null,
            SettingKind.WholeNumber =>
                int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out int number) ? JsonValue.Create(number) : null,
            SettingKind.Number =>
                double.TryParse(text, NumberStyles.Float, culture, out double number) && double.IsFinite(number)
                    ? JsonValue.Create(number)
                    : null,
            _ => Choices.Contains(text) ? JsonValue.Create(text) : null,
        };
    }

    private static SettingKind KindOf(Type type) =>
        type == typeof(string) ? SettingKind.Text
        : type == typeof(bool) ? SettingKind.Switch
        : type == typeof(int) || type == typeof(ulong) ? SettingKind.WholeNumber
        : type == typeof(double) ? SettingKind.Number
        : type.IsEnum ? SettingKind.Choice
        : throw new NotSupportedException($"{type}: a setting is a text, a bool, an int, a ulong, a double or an enum.");

    private static string[] NamesOf(Type type)
    {
        JsonTypeInfo json = OptionsJson.Default.GetTypeInfo(type)!;
        return
        [
            .. from object number in Enum.GetValuesAsUnderlyingType(type)
               select JsonSerializer.SerializeToNode(Enum.ToObject(type, number), json)!.ToString(),
        ];
    }
}
