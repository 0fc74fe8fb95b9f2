using System.CommandLine;
using System.Globalization;
using Adversa.Cli.Display;
using Adversa.Gan.Training;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa train</c>: begins a run or goes on with one.</summary>
internal static class TrainCommand
{
    private static readonly Setting[] Settings =
    [
        Setting.Of<string>("data", "'shapes' for the built-in set, an IDX file or folder (MNIST), or a folder of PNG images",
            (o, v) => o with { Data = v }, o => o.Data, onResume: true),
        Setting.Of<int>("size", "pixels along each side: 16, 28, 32, 64 or 128",
            (o, v) => o with { Size = v }, o => o.Size),
        Setting.Of<int>("channels", "1 for grey, 3 for colour, 0 for what the data is",
            (o, v) => o with { Channels = v }, o => o.Channels),
        Setting.Of<int>("features", "channels of the layers next to the image; more is better and slower",
            (o, v) => o with { Features = v }, o => o.Features),
        Setting.Of<int>("latent", "length of the noise vector",
            (o, v) => o with { Latent = v }, o => o.Latent),
        Setting.Of<int>("batch", "images per step",
            (o, v) => o with { Batch = v }, o => o.Batch),
        Setting.Of<int>("steps", "total of generator steps, also when resuming",
            (o, v) => o with { Steps = v }, o => o.Steps, onResume: true),
        Setting.Of<double>("learning-rate", "Adam's learning rate",
            (o, v) => o with { LearningRate = v }, o => o.LearningRate),
        Setting.Of<double>("beta1", "Adam's decay of the gradient's mean",
            (o, v) => o with { Beta1 = v }, o => o.Beta1),
        Setting.Of<double>("beta2", "Adam's decay of the gradient's square",
            (o, v) => o with { Beta2 = v }, o => o.Beta2),
        Setting.Of<int>("checkpoint-every", "steps between checkpoints",
            (o, v) => o with { CheckpointEvery = v }, o => o.CheckpointEvery, onResume: true),
        Setting.Of<int>("sample-every", "steps between sample grids",
            (o, v) => o with { SampleEvery = v }, o => o.SampleEvery, onResume: true),
        Setting.Of<ulong>("seed", "what all random numbers follow from",
            (o, v) => o with { Seed = v }, o => o.Seed),
        Setting.Of<string>("device", "where to compute; see adversa devices",
            (o, v) => o with { Device = v }, o => o.Device, onResume: true),
        Setting.Of<int>("threads", "CPU threads, 0 for one per core; results do not depend on it",
            (o, v) => o with { Threads = v }, o => o.Threads, onResume: true),
    ];

    private static readonly Option<int?> StopAfter = new("--stop-after")
    {
        Description = "end early, behind this step; --resume goes on",
        HelpName = "N",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "the run's folder [default: the next free runs/NAME]",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Resume = new("--resume")
    {
        Description = "go on with a run from its latest checkpoint",
        HelpName = "RUN",
    };

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "settings from a JSON file, as runs/NAME/config.json; options given here win",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("train", "Train a GAN on images. Ctrl-C saves a checkpoint first, and the run can be resumed.");
        foreach (Setting setting in Settings) command.Options.Add(setting.Option);
        foreach (Option option in (Option[])[StopAfter, Out, Resume, Config]) command.Options.Add(option);
        command.SetAction(Run);
        return command.WithExamples(
            ("adversa train", "the built-in shapes, about two minutes on two cores"),
            ("adversa train --data mnist/ --features 64 --steps 3000", "handwritten digits from IDX files"),
            ("adversa train --data photos/ --size 64 --out runs/photos", "your own PNG images"),
            ("adversa train --resume runs/photos --steps 10000", "go on, to a larger total"),
            ("adversa train --config runs/photos/config.json --seed 2", "the same settings with another seed"));
    }

    private static int Run(ParseResult arguments)
    {
        using TrainingRun run = Open(arguments);
        if (run.Step >= run.Options.Steps)
            throw new WrongUseException($"{run.Folder}: all {run.Options.Steps} steps are made; give a larger total by --steps.");
        int? stopAfter = arguments.GetValue(StopAfter);
        if (stopAfter <= run.Step)
        {
            throw new WrongUseException(
                $"stop-after: found {stopAfter}, expected more than the {run.Step} steps already made.");
        }

        using var interruption = new Interruption();
        TrainingOutcome outcome = TrainingDisplay.Show(run, onStep => run.Train(onStep, stopAfter, interruption.Token));
        return outcome == TrainingOutcome.Interrupted ? ExitCode.Interrupted : ExitCode.Success;
    }

    private static TrainingRun Open(ParseResult arguments)
    {
        Setting[] given = [.. Settings.Where(setting => setting.IsGiven(arguments))];
        if (arguments.GetValue(Resume) is not { } resume)
            return TrainingRun.Start(Apply(ReadConfig(arguments.GetValue(Config))), arguments.GetValue(Out));

        if (arguments.GetValue(Out) is not null || arguments.GetValue(Config) is not null)
        {
            throw new WrongUseException(
                "--resume goes on in the run's own folder with its own settings; leave --out and --config away.");
        }

        if (given.FirstOrDefault(setting => !setting.OnResume) is { } fixedSetting)
        {
            throw new WrongUseException(
                $"{fixedSetting.Option.Name} cannot change when a run is resumed; leave it away, or begin a new run.");
        }

        return TrainingRun.Resume(resume, Apply);

        TrainingOptions Apply(TrainingOptions options) =>
            given.Aggregate(options, (changed, setting) => setting.Apply(arguments, changed));
    }

    private static TrainingOptions ReadConfig(string? path)
    {
        try
        {
            return path is null ? new TrainingOptions() : TrainingOptionsFile.Read(path);
        }
        catch (InvalidDataException e)
        {
            throw new WrongUseException(e.Message);
        }
    }

    /// <summary>A training setting as an option of the command line.</summary>
    private sealed record Setting(Option Option, Func<ParseResult, TrainingOptions, TrainingOptions> Apply, bool OnResume)
    {
        public static Setting Of<T>(
            string name, string description, Func<TrainingOptions, T, TrainingOptions> set, Func<TrainingOptions, T> get,
            bool onResume = false)
        {
            T standard = get(new TrainingOptions());
            var option = new Option<T>($"--{name}")
            {
                Description = string.Create(CultureInfo.InvariantCulture, $"{description} [default: {standard}]"),
                HelpName = typeof(T) == typeof(string) ? name.ToUpperInvariant() : "N",
            };
            return new Setting(option, (arguments, options) => set(options, arguments.GetRequiredValue(option)), onResume);
        }

        public bool IsGiven(ParseResult arguments) => arguments.GetResult(Option) is { Implicit: false };
    }
}
