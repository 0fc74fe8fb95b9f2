using System.CommandLine;
using System.CommandLine.Parsing;
using Adversa.Gan.Training;

namespace Adversa.Cli.Commands;

/// <summary>
/// A training setting as an option of the command line. It is hidden from the plain list of options: <see cref="SettingsHelp"/>
/// shows the settings in groups.
/// </summary>
internal sealed class SettingOption
{
    private SettingOption(Setting setting)
    {
        Setting = setting;
        Option = new Option<string>($"--{setting.Name}")
        {
            Arity = setting.Kind == SettingKind.Switch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            Hidden = true,
        };
        Option.CompletionSources.Add([.. setting.Choices]);
    }

    /// <summary>One option for each setting that is not of files alone.</summary>
    public static IReadOnlyList<SettingOption> All { get; } =
        [.. from setting in Settings.All where !setting.InFilesOnly select new SettingOption(setting)];

    public Setting Setting { get; }

    public Option<string> Option { get; }

    public bool IsGiven(ParseResult arguments) => arguments.GetResult(Option) is { Implicit: false };

    /// <summary>Adds the value that is given; a switch may stand without one.</summary>
    /// <exception cref="WrongUseException">The value is not of the setting's kind.</exception>
    public void AddTo(SettingsLayer layer, ParseResult arguments)
    {
        string text = arguments.GetResult(Option)!.Tokens is [var token] ? token.Value : bool.TrueString;
        if (!layer.TrySet(Setting, text))
            throw new WrongUseException($"{Option.Name}: found '{text}', expected {Setting.Expected}.");
    }
}
