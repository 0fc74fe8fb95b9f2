using System.Globalization;

namespace Adversa.Bench.Suite;

/// <summary>Some numbers of one kind, by the smallest, the middle one and the largest.</summary>
internal sealed record Spread(double Min, double Median, double Max)
{
    /// <summary>The spread of at least one number; the median of an even count is the mean of the two in the middle.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[0], (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[^1]);
    }

    /// <summary>The same, or null where a number is missing or there are none.</summary>
    public static Spread? OfAll(IEnumerable<double?> values)
    {
        double?[] all = [.. values];
        return all.Length == 0 || all.Contains(null) ? null : Of(all.Select(value => value!.Value));
    }

    /// <summary>As <c>1.91 – **2.00** – 2.10</c>.</summary>
    /// <param name="format">Of each number.</param>
    public string ToMarkdown(string format) => $"{Text(Min, format)} – **{Text(Median, format)}** – {Text(Max, format)}";

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
