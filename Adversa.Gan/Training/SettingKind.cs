namespace Adversa.Gan.Training;

/// <summary>What kind of value a setting has.</summary>
public enum SettingKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>true or false.</summary>
    Switch,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>One of <see cref="Setting.Choices"/>.</summary>
    Choice,
}
