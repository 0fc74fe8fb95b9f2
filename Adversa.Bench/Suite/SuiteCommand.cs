using System.CommandLine;
using Adversa.Bench.Reports;
using Adversa.Cli;

namespace Adversa.Bench.Suite;

/// <summary><c>suite</c>: all that is measured, beside the peers, into reports.</summary>
internal static class SuiteCommand
{
    private const int Success = 0, Failure = 1, Interrupted = 130;

    private static readonly SuiteOptions Options = new();

    public static Command Create()
    {
        var command = new Command("suite", "Measure steps, inference, start, memory and operations, beside the peers.");
        Options.AddTo(command);
        command.SetAction((arguments, _) => RunAsync(Options.Settings(arguments)));
        return command;
    }

    private static async Task<int> RunAsync(SuiteSettings settings)
    {
        settings.Validate();
        var folder = new ReportFolder(settings.Output);
        using var interruption = new Interruption("ending what runs; what is not finished is not written");
        try
        {
            int steps = settings.Workloads.Count == 0 ? Success : await MeasureStepsAsync(settings, folder, interruption.Token);
            int operations = settings.HasOperations ? await MeasureOperationsAsync(settings, interruption.Token) : Success;
            return Math.Max(steps, operations);
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    /// <summary>Whole steps, into <c>steps.md</c> and <c>steps.json</c>.</summary>
    private static async Task<int> MeasureStepsAsync(SuiteSettings settings, ReportFolder folder, CancellationToken cancellation)
    {
        SuiteReport report = await SuiteRun.MeasureAsync(settings, cancellation);
        foreach (string path in folder.Write("steps", SuiteMarkdown.Of(report), report)) Console.WriteLine(path);
        foreach ((WorkloadReport workload, SideReport side) in report.Failures)
            Console.Error.WriteLine($"{workload.Name}, {side.Name}: {side.Failure}");
        return report.Failures.Any() ? Failure : Success;
    }

    /// <summary>Single operations, by <c>ops</c> in a process of its own, as everything else.</summary>
    private static Task<int> MeasureOperationsAsync(SuiteSettings settings, CancellationToken cancellation)
    {
        string devices = string.Join(',', settings.Devices.Prepend("cpu").Distinct());
        string[] quick = settings.Quick ? ["--quick"] : [];
        return AdversaSide.Self(
                ["ops", "--devices", devices, "--threads", $"{settings.Threads}", "--output", settings.Output, .. quick])
            .ShowAsync(cancellation);
    }
}
