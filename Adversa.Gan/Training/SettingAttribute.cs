namespace Adversa.Gan.Training;

/// <summary>
/// Makes a property of <see cref="TrainingOptions"/> a setting: an option of the command line and a key of the files.
/// </summary>
/// <param name="description">One line for the help text.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>One line for the help text.</summary>
    public string Description { get; } = description;

    /// <summary>
    /// Where a number has to lie, as an interval: <c>[1, )</c> is 1 or more, <c>(0, 1]</c> is above 0 and at most 1. Empty for
    /// what is checked elsewhere.
    /// </summary>
    public string Range { get; init; } = "";

    /// <summary>Stands above this setting and those that follow it; empty for one of the group that has begun.</summary>
    public string Heading { get; init; } = "";

    /// <summary>Whether a run that is resumed may go on with another value.</summary>
    public bool MayChange { get; init; }

    /// <summary>Whether it is a key of the files alone, and no option of the command line.</summary>
    public bool InFilesOnly { get; init; }
}
