using System.Text;

namespace Adversa.Cli.Display;

/// <summary>Cells in columns as wide as their widest cell.</summary>
internal static class TextTable
{
    /// <summary>The lines of a table: columns that <paramref name="numbers"/> names are aligned to the right.</summary>
    public static string Of(IReadOnlyList<string[]> rows, params int[] numbers)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) =>
                numbers.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }

        return text.ToString();
    }
}
