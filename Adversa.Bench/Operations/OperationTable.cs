using System.Globalization;
using System.Text;
using Adversa.Bench.Reports;

namespace Adversa.Bench.Operations;

/// <summary>Timings as rows of text: as they come, for a console, and all together, for a page.</summary>
internal sealed class OperationTable
{
    private const int Columns = 7, TextColumns = 3;
    private static readonly string[] Titles = ["operation", "device", "shape", "median ms", "best ms", "rate", "of peak"];

    private readonly int[] _widths;

    /// <summary>A table for a console.</summary>
    /// <param name="operations">What its rows will be.</param>
    /// <param name="devices">Their devices.</param>
    public OperationTable(IEnumerable<Operation> operations, IEnumerable<string> devices) => _widths =
    [
        Widest(0, operations.Select(operation => operation.Name)), Widest(1, devices),
        Widest(2, operations.Select(operation => operation.Shape)), 9, 8, 15, 7,
    ];

    /// <summary>The line of titles.</summary>
    public string Header => Line(Titles);

    /// <summary>The line of a timing.</summary>
    public string Line(OperationTiming timing) => Line(Cells(timing));

    /// <summary>All timings as a table in Markdown.</summary>
    public static string ToMarkdown(IEnumerable<OperationTiming> timings)
    {
        var text = new StringBuilder($"| {string.Join(" | ", Titles)} |\n|");
        for (int column = 0; column < Columns; column++) text.Append(column < TextColumns ? "---|" : "--:|");
        text.Append('\n');
        foreach (OperationTiming timing in timings) text.Append($"| {string.Join(" | ", Cells(timing))} |\n");
        return text.ToString();
    }

    private static int Widest(int column, IEnumerable<string> cells) => cells.Append(Titles[column]).Max(cell => cell.Length);

    private static string[] Cells(OperationTiming timing) =>
    [
        timing.Operation, timing.Device, timing.Shape, SignificantDigits.Text(timing.MedianMs),
        SignificantDigits.Text(timing.BestMs), $"{SignificantDigits.Text(timing.Rate)} {timing.Unit}",
        string.Create(CultureInfo.InvariantCulture, $"{100 * timing.ShareOfPeak:0} %"),
    ];

    private string Line(string[] cells) => string.Join("  ", cells.Select((cell, column) =>
        column < TextColumns ? cell.PadRight(_widths[column]) : cell.PadLeft(_widths[column])));
}
