using System.Globalization;
using Adversa.Gan.Data;
using Adversa.Gan.Models;
using Adversa.Gan.Training;
using Spectre.Console;

namespace Adversa.Cli.Display;

/// <summary>
/// What a person sees of a training run: what is trained, the way it goes, and where the results are. In a terminal the progress
/// is one live line, elsewhere a plain line now and then.
/// </summary>
internal static class TrainingDisplay
{
    private const int PlainLines = 20;

    /// <summary>Shows a run while <paramref name="train"/> trains it.</summary>
    public static TrainingOutcome Show(TrainingRun run, Func<Action<TrainingProgress>, TrainingOutcome> train)
    {
        ShowBeginning(run);
        TrainingOutcome outcome = ProgressBar.IsLive ? ShowLive(run, train) : ShowPlain(run, train);
        ShowEnd(run, outcome);
        return outcome;
    }

    private static void ShowBeginning(TrainingRun run)
    {
        TrainingOptions options = run.Options;
        DataSet data = run.Data;
        string form = data is PointDataSet ? "points of the plane" : $"images, {data.Channels}x{data.Height}x{data.Width}";
        string classes = run.Options.Conditioning == Conditioning.None ? "" : $", {data.ClassCount} classes";
        Console.WriteLine($"data    {data.Name}: {data.Count:N0} {form}{classes}");
        if (data is ImageFolderDataSet folder && folder.SkippedReport() is { } skipped) Console.WriteLine(skipped);
        if (options.Recipe is not null) Console.WriteLine($"recipe  {options.Recipe}: {options.Description}");
        Console.WriteLine($"model   {options.Model}, {run.GeneratorParameters:N0} + {run.DiscriminatorParameters:N0} parameters");
        Console.WriteLine($"device  {run.Device} ({run.Device.Description})");
        Console.WriteLine($"run     {run.Folder}{(run.Step > 0 ? $", from step {run.Step}" : "")}");
    }

    private static TrainingOutcome ShowPlain(TrainingRun run, Func<Action<TrainingProgress>, TrainingOutcome> train)
    {
        int every = Math.Max(1, run.Options.Steps / PlainLines);
        return train(progress =>
        {
            if (progress.Step % every == 0 || progress.Step == progress.Steps) Console.WriteLine(Line(run, progress));
        });
    }

    private static TrainingOutcome ShowLive(TrainingRun run, Func<Action<TrainingProgress>, TrainingOutcome> train)
    {
        var outcome = TrainingOutcome.Finished;
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("starting", maxValue: run.Options.Steps);
                task.Value = run.Step;
                outcome = train(progress =>
                {
                    task.Value = progress.Step;
                    if (progress.Losses.IsRead) task.Description = Line(run, progress);
                });
            });
        return outcome;
    }

    private static void ShowEnd(TrainingRun run, TrainingOutcome outcome)
    {
        Console.WriteLine(outcome switch
        {
            TrainingOutcome.Finished => $"finished after {run.Step} steps",
            TrainingOutcome.Converged => $"converged after {run.Step} of {run.Options.Steps} steps",
            TrainingOutcome.Stopped => $"stopped after {run.Step} of {run.Options.Steps} steps",
            _ => $"interrupted after {run.Step} of {run.Options.Steps} steps; everything is saved",
        });
        if (run.Coverage is { } coverage) Console.WriteLine($"modes       {ModeReport.ToText(coverage)}");
        Console.WriteLine($"samples     {run.LastSample}");
        Console.WriteLine($"run         {run.Folder}");
        Console.WriteLine(outcome is TrainingOutcome.Finished or TrainingOutcome.Converged
            ? $"draw more   adversa sample {run.Folder} --count 64 --seed 2 --out grid.png"
            : $"go on       adversa train --resume {run.Folder}");
    }

    private static string Line(TrainingRun run, TrainingProgress progress) =>
        $"step {progress.Step}/{progress.Steps}  {Losses(progress)}  {Speed(progress)}  {TimeLeft(run, progress)} left";

    private static string Losses(TrainingProgress progress) =>
        $"D {Number(progress.Losses.Discriminator)}  G {Number(progress.Losses.Generator)}";

    private static string Number(double? loss) => loss?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    private static string Speed(TrainingProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{progress.ImagesPerSecond:0} samples/s");

    private static string TimeLeft(TrainingRun run, TrainingProgress progress)
    {
        double seconds = (progress.Steps - progress.Step) * (double)run.Options.Batch / Math.Max(progress.ImagesPerSecond, 1e-3);
        var left = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(99).TotalSeconds));
        string format = left.TotalHours >= 1 ? @"d\.hh\:mm\:ss" : @"m\:ss";
        return left.ToString(format, CultureInfo.InvariantCulture);
    }
}
