using System.CommandLine;
using Adversa.Bench.Reports;
using Adversa.Cli;
using Adversa.Cli.Commands;

namespace Adversa.Bench.Operations;

/// <summary><c>ops</c>: speed of single kernels, and their share of what the device can do.</summary>
internal static class OperationsCommand
{
    private const int Interrupted = 130;

    public static Command Create()
    {
        var filter = new Option<string>("--filter")
        {
            Description = "only operations whose name or shape contains this: matmul, conv, weight_gradient, batch_norm, adam, …",
            DefaultValueFactory = _ => "",
            HelpName = "TEXT",
        };
        var devices = new Option<string>("--devices")
        {
            Description = "where to compute: cpu,opencl:0,…; all that there are if not given",
            DefaultValueFactory = _ => "",
            HelpName = "LIST",
        };
        Option<int> threads = CommonOptions.Threads();
        var quick = new Option<bool>("--quick")
        {
            Description = "less time for each; on devices other than cpu, without --filter, only a few of them",
        };
        var output = new Option<string?>("--output")
        {
            Description = "write operations.md and operations.json into this folder",
            HelpName = "FOLDER",
        };
        var command = new Command(
            "ops",
            "Time kernels: GFLOP/s of products and convolutions, as shares of the multiply-add peak; GB/s of others, of a copy.")
        {
            filter, devices, threads, quick, output,
        };
        command.SetAction(result => Run(
            new OperationsSettings(
                result.GetRequiredValue(filter), result.GetRequiredValue(devices), result.GetValue(threads),
                result.GetValue(quick)),
            result.GetValue(output)));
        return command;
    }

    private static int Run(OperationsSettings settings, string? output)
    {
        ReportFolder? folder = output is null ? null : new ReportFolder(output);
        using var interruption = new Interruption("finishing this operation; once more ends at once, with nothing written");
        using var run = new OperationsRun(settings);
        OperationsReport report = run.Measure(interruption.Token);
        if (folder is not null && report.Timings.Count > 0)
        {
            foreach (string path in folder.Write("operations", report.ToMarkdown(), report)) Console.WriteLine(path);
        }

        return report.IsComplete ? 0 : Interrupted;
    }
}
