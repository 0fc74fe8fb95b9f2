using System.CommandLine;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Steps;

/// <summary><c>step</c>: times whole training steps of one model, each with its optimizers' updates.</summary>
internal static class StepCommand
{
    private static readonly Option<string> Model = ModelSetting();
    private static readonly Option<int> Size = Setting("size", "pixels along each side", 64);
    private static readonly Option<int> Channels = Setting("channels", "channels of an image", 3);
    private static readonly Option<int> Features = Setting("features", "channels of the layers next to the image", 64);
    private static readonly Option<int> Batch = Setting("batch", "images per step", 64);
    private static readonly Option<int> Steps = Setting("steps", "timed steps", 5);
    private static readonly Option<string> OnDevice = Setting("device", "where to compute", "cpu");
    private static readonly Option<int> Threads = new("--threads") { Description = "CPU threads, 0 for one per core" };
    private static readonly Option<bool> Json = new("--json") { Description = "print one line of JSON" };

    public static Command Create()
    {
        var command = new Command("step", "Time whole training steps.")
        {
            Model, Size, Channels, Features, Batch, Steps, OnDevice, Threads, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static Option<string> ModelSetting()
    {
        Option<string> setting = Setting("model", "what is trained", "dcgan");
        setting.AcceptOnlyFromAmong([.. StepModel.All.Keys]);
        return setting;
    }

    private static Option<T> Setting<T>(string name, string description, T initial) =>
        new($"--{name}") { Description = description, DefaultValueFactory = _ => initial };

    private static int Run(ParseResult arguments)
    {
        var settings = new StepSettings(
            arguments.GetRequiredValue(Model), arguments.GetValue(Size), arguments.GetValue(Channels),
            arguments.GetValue(Features), arguments.GetValue(Batch), arguments.GetValue(Steps));
        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        using StepModel model = StepModel.All[settings.Model](settings, device);
        var report = new TimingReport(settings, device, StepTiming.Measure(model, settings.Steps, device));
        Console.WriteLine(arguments.GetValue(Json) ? report.ToJson() : report.ToText());
        return 0;
    }
}
