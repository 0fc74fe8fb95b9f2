using System.Globalization;

namespace Adversa.Gan.Training;

/// <summary>
/// Where a setting's number has to lie. An end that is left away is infinite, and infinity itself is never inside.
/// </summary>
internal readonly record struct SettingInterval(double Low, bool HasLow, double High, bool HasHigh)
{
    /// <summary>Reads <c>[1, )</c>, <c>(0, 1]</c> and the like; an empty text is all finite numbers.</summary>
    public static SettingInterval Parse(string text)
    {
        if (text.Length == 0) text = "(, )";
        string[] ends = text[1..^1].Split(',');
        return new SettingInterval(
            End(ends[0], double.NegativeInfinity), text[0] == '[', End(ends[1], double.PositiveInfinity), text[^1] == ']');

        static double End(string end, double ifMissing) =>
            string.IsNullOrWhiteSpace(end) ? ifMissing : double.Parse(end, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether x lies inside; not-a-number lies nowhere.</summary>
    public bool Contains(double x) => (HasLow ? x >= Low : x > Low) && (HasHigh ? x <= High : x < High);

    /// <summary>For messages: <c>at least 1</c>, <c>1 to 1000</c>, <c>a number above 0</c>, <c>a number in (0, 1]</c>.</summary>
    public string Describe(bool isWhole) => (double.IsFinite(Low), double.IsFinite(High)) switch
    {
        (true, true) when isWhole && HasLow && HasHigh => Text($"{Low} to {High}"),
        (true, true) => Text($"a number in {(HasLow ? '[' : '(')}{Low}, {High}{(HasHigh ? ']' : ')')}"),
        (true, false) when HasLow => Text($"{(isWhole ? "" : "a finite number of ")}at least {Low}"),
        (true, false) => Text($"a number above {Low}"),
        _ => "a finite number",
    };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
