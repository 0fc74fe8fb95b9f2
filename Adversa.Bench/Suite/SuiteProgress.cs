using Spectre.Console;

namespace Adversa.Bench.Suite;

/// <summary>How far the suite is: a live line on a terminal, else a line on standard error for each process.</summary>
internal static class SuiteProgress
{
    private static bool IsLive => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>Runs <paramref name="work"/>, which tells its argument the name of each of <paramref name="parts"/> parts.</summary>
    public static Task ShowAsync(int parts, Func<Action<string>, Task> work) => IsLive
        ? AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask("suite", maxValue: parts);
                int begun = 0;
                await work(name =>
                {
                    task.Value = begun++;
                    task.Description = Markup.Escape(name);
                });
                task.Value = parts;
            })
        : InLinesAsync(parts, work);

    private static async Task InLinesAsync(int parts, Func<Action<string>, Task> work)
    {
        int begun = 0;
        await work(name => Console.Error.WriteLine($"[{++begun}/{parts}] {name}"));
    }
}
