using Spectre.Console;

namespace Adversa.Cli.Display;

/// <summary>A live line for work of many equal parts; nothing where no person watches.</summary>
internal static class ProgressBar
{
    /// <summary>Whether output goes to a terminal that can rewrite a line.</summary>
    public static bool IsLive => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>Runs <paramref name="work"/>, which calls its argument after each of <paramref name="parts"/> parts.</summary>
    public static void Show(string description, int parts, Action<Action> work)
    {
        if (!IsLive)
        {
            work(() => { });
            return;
        }

        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(description, maxValue: parts);
                work(() => task.Increment(1));
            });
    }
}
