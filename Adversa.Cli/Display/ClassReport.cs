using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Adversa.Gan.Metrics;

namespace Adversa.Cli.Display;

/// <summary>What a classifier read in a run's samples, for people and for programs.</summary>
internal sealed class ClassReport(string run, string file, ClassifierDescription classifier, ClassHistogram histogram)
{
    /// <summary>
    /// A table with a line for each class, as <c>circle   167   16.7 %   167   98.2 %</c>; the last two columns are those of
    /// conditional runs.
    /// </summary>
    public string ToTable()
    {
        List<string[]> rows = [["class", "read as", "share", .. IfConditional("asked for", "agreement")]];
        for (int label = 0; label < classifier.ClassNames.Count; label++)
        {
            rows.Add(
            [
                classifier.ClassNames[label], Number(histogram.Counts[label]), Share(histogram.Counts[label]),
                .. IfConditional(Number(histogram.Asked[label]), Percent(histogram.Agreement(label))),
            ]);
        }

        int total = histogram.Total;
        rows.Add(
            ["all", Number(total), Share(total), .. IfConditional(Number(total), Percent(histogram.TotalAgreement))]);
        string accuracy = $"{Percent(classifier.HeldOutAccuracy)} right on the images of {classifier.Data}";
        return $"""
            run         {run}
            classifier  {file}, {accuracy} that it was not trained on

            {Aligned(rows)}
            """;
    }

    /// <summary>One object with the numbers of the table; shares lie in [0, 1].</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new ClassReportData(
            run, file, classifier.HeldOutAccuracy, histogram.Total, histogram.TotalAgreement,
            [.. classifier.ClassNames.Select((name, label) => new ClassReportRow(
                name, histogram.Counts[label], histogram.IsConditional ? histogram.Asked[label] : null,
                histogram.Agreement(label)))]),
        ClassReportJson.Default.ClassReportData);

    private string[] IfConditional(params string[] cells) => histogram.IsConditional ? cells : [];

    private string Share(int count) => Percent((double)count / histogram.Total);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double? share) => share?.ToString("P1", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>The first column to the left, numbers to the right.</summary>
    private static string Aligned(List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var table = new StringBuilder();
        foreach (string[] row in rows)
        {
            table.Append(row[0].PadRight(widths[0]));
            for (int column = 1; column < row.Length; column++) table.Append("   ").Append(row[column].PadLeft(widths[column]));
            table.AppendLine();
        }

        return table.ToString().TrimEnd();
    }
}

/// <summary>A <see cref="ClassReport"/> as JSON. Runs that know no classes have no agreement.</summary>
internal sealed record ClassReportData(
    string Run, string Classifier, double HeldOutAccuracy, int Count, double? Agreement, ClassReportRow[] Classes);

/// <summary>One class of it.</summary>
internal sealed record ClassReportRow(string Name, int Count, int? Asked, double? Agreement);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(ClassReportData))]
internal sealed partial class ClassReportJson : JsonSerializerContext;
