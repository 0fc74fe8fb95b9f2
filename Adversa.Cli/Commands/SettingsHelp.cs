using Adversa.Gan.Training;

namespace Adversa.Cli.Commands;

/// <summary>The part of <c>adversa train --help</c> that shows all settings, in groups.</summary>
internal static class SettingsHelp
{
    private const int PageWidth = 100;

    /// <summary>
    /// Writes a line or more for each setting: the option with its default, as one would type it, and what it is.
    /// </summary>
    public static void Write(TextWriter output)
    {
        var defaults = new TrainingOptions();
        (Setting Setting, string Example)[] rows =
        [
            .. from option in SettingOption.All
               select (option.Setting, $"    {option.Option.Name} {option.Setting.ValueIn(defaults)}"),
        ];
        int indent = rows.Max(row => row.Example.Length) + 2;
        output.WriteLine("Settings with their defaults, changed by the recipe, the file and the command line, in this order:");
        foreach ((Setting setting, string example) in rows)
        {
            if (setting.Heading.Length > 0) output.WriteLine($"  {setting.Heading}");
            string margin = example.PadRight(indent);
            foreach (string line in Wrap(Description(setting), PageWidth - indent))
            {
                output.WriteLine(margin + line);
                margin = new string(' ', indent);
            }
        }

        output.WriteLine();
    }

    private static string Description(Setting setting) =>
        setting.Choices.Count == 0 ? setting.Description : $"{setting.Description}: {string.Join(", ", setting.Choices)}";

    private static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width && text.LastIndexOf(' ', width) is > 0 and var end)
        {
            yield return text[..end];
            text = text[(end + 1)..];
        }

        yield return text;
    }
}
