using System.CommandLine;
using System.Text;
using Adversa.Gan.Benchmarks;
using Adversa.Kernels.Devices;
using Adversa.Tensors.Serialization;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa step</c>: the time of whole training steps on a device.</summary>
internal static class StepCommand
{
    private static readonly StepOptions Step = new();
    private static readonly Option<string> OnDevice = CommonOptions.Device("where to compute");
    private static readonly Option<int> Threads = CommonOptions.Threads();

    private static readonly Option<string?> Json = new("--json")
    {
        Description = "also write the numbers into a file, as one line of JSON",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("step", "Time whole training steps, each with its optimizers' updates, on random images.");
        Step.AddTo(command);
        foreach (Option option in (Option[])[OnDevice, Threads, Json]) command.Options.Add(option);
        command.SetAction(Run);
        return command.WithExamples(
            ("adversa step", "DCGAN on images 64x64 in colour"),
            ("adversa step --model wgan-gp --size 32 --channels 1", "the critic of WGAN-GP, of the size of handwritten digits"),
            ("adversa step --batch 128 --steps 100 --warm-up 10 --json step.json", "longer, and into a file"));
    }

    private static int Run(ParseResult arguments)
    {
        StepSettings settings = Step.Settings(arguments);
        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        var report = new StepTimingReport(settings, device, StepBenchmark.Run(settings, device));
        if (arguments.GetValue(Json) is { } path)
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(report.ToJson() + "\n")));
        Console.WriteLine(report.ToText());
        return ExitCode.Success;
    }
}
