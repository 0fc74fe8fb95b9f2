using System.CommandLine;
using Adversa.Cli.Commands;
using Adversa.Gan.Benchmarks;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Steps;

/// <summary><c>step</c>: times whole training steps of one model, as <c>adversa step</c> does, for scripts.</summary>
internal static class StepCommand
{
    private static readonly StepOptions Step = new();
    private static readonly Option<string> OnDevice = CommonOptions.Device("where to compute");
    private static readonly Option<int> Threads = CommonOptions.Threads();
    private static readonly Option<bool> Json = new("--json") { Description = "print one line of JSON" };

    public static Command Create()
    {
        var command = new Command("step", "Time whole training steps.");
        Step.AddTo(command);
        foreach (Option option in (Option[])[OnDevice, Threads, Json]) command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        StepSettings settings = Step.Settings(arguments);
        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        var report = new StepTimingReport(settings, device, StepBenchmark.Run(settings, device));
        Console.WriteLine(arguments.GetValue(Json) ? report.ToJson() : report.ToText());
        return 0;
    }
}
