using System.Globalization;
using System.Text;

namespace Adversa.Bench.Suite;

/// <summary>A report of the suite for people: <c>steps.md</c>.</summary>
internal static class SuiteMarkdown
{
    private const string Nothing = "";

    /// <summary>The whole page.</summary>
    public static string Of(SuiteReport report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Training steps, inference, start and memory

            Made by

            ```
            {report.Command}
            ```

            with {report.Threads} threads on each side, in {report.Rounds} rounds. Numbers are the smallest, **the median** and
            the largest of the rounds; ratios are taken within a round, where all sides run right behind each other. There is a
            page on [how to read this](README.md).


            """);
        Table(page, ["workload", "program", "ms", "peak MiB", "its time over Adversa's", "Adversa's memory over its"],
            report.Workloads.SelectMany(Rows));
        page.AppendLine();
        Table(page, ["peer", "version"], report.Programs.SelectMany(Peer));
        page.AppendLine().Append(report.Machine.ToMarkdown());
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<string[]> Rows(WorkloadReport workload) => workload.Sides.Select((side, index) => (string[])
    [
        index > 0 ? Nothing : Title(workload), side.Name, .. side.Failure is null
            ? [
                side.Milliseconds?.ToMarkdown(FormatOf(side.Milliseconds)) ?? Nothing,
                side.PeakMebibytes?.ToMarkdown("0") ?? Nothing,
                side.TimeRatio?.ToMarkdown("0.00") ?? Nothing,
                side.MemoryRatio?.ToMarkdown("0.00") ?? Nothing,
            ]
            : (string[])[$"failed: {side.Failure}", Nothing, Nothing, Nothing],
    ]);

    private static string Title(WorkloadReport workload) => workload.IsColdStart
        ? $"{workload.Name}: the whole process with one step"
        : workload.Name;

    private static string FormatOf(Spread milliseconds) => milliseconds.Min < 10 ? "0.00" : milliseconds.Min < 100 ? "0.0" : "0";

    /// <summary>What is absent, and what said its version; Adversa's own is a row of the machine's table.</summary>
    private static IEnumerable<string[]> Peer(ProgramReport program)
    {
        if (program.WhyNot is { } whyNot) yield return [program.Name, $"absent: {whyNot}"];
        else if (program.Version is { } version) yield return [program.Name, version];
    }

    private static void Table(StringBuilder page, string[] header, IEnumerable<string[]> rows)
    {
        Row(header);
        Row([.. header.Select(_ => "---")]);
        foreach (string[] row in rows) Row(row);

        void Row(string[] cells) => page
            .Append("| ")
            .AppendJoin(" | ", cells.Select(cell => cell.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)))
            .AppendLine(" |");
    }
}
