using System.CommandLine;
using Adversa.Cli.Display;
using Adversa.Gan.Training;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa train</c>: begins a run or goes on with one.</summary>
internal static class TrainCommand
{
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

    private static readonly Option<string?> Recipe = new("--recipe")
    {
        Description = "settings that belong together; see adversa recipes",
        HelpName = "NAME|FILE",
    };

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "settings from a JSON file, as runs/NAME/config.json, on top of the recipe's",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("train", "Train a GAN on images. Ctrl-C saves a checkpoint first, and the run can be resumed.");
        foreach (Option option in (Option[])[Recipe, Config, Out, Resume, StopAfter]) command.Options.Add(option);
        foreach (SettingOption option in SettingOption.All) command.Options.Add(option.Option);
        command.SetAction(Run);
        return command.WithHelp(
            SettingsHelp.Write,
            ("adversa train", "the built-in shapes, about two minutes on two cores"),
            ("adversa train --recipe wgan-gp --data mnist/", "another kind of GAN"),
            ("adversa train --data mnist/ --features 64 --steps 3000", "handwritten digits from IDX files"),
            ("adversa train --data photos/ --size 64 --out runs/photos", "your own PNG or JPEG images"),
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
        SettingOption[] given = [.. SettingOption.All.Where(option => option.IsGiven(arguments))];
        var top = new SettingsLayer();
        foreach (SettingOption option in given) option.AddTo(top, arguments);
        if (arguments.GetValue(Resume) is not { } resume)
            return TrainingRun.Start(top.Over(ReadFiles(arguments)), arguments.GetValue(Out));

        if (((Option[])[Out, Recipe, Config]).Any(option => arguments.GetResult(option) is not null))
        {
            throw new WrongUseException(
                "--resume goes on in the run's own folder with its own settings; leave --out, --recipe and --config away.");
        }

        if (given.FirstOrDefault(option => !option.Setting.MayChange) is { } fixedOption)
        {
            throw new WrongUseException(
                $"{fixedOption.Option.Name} cannot change when a run is resumed; leave it away, or begin a new run.");
        }

        return TrainingRun.Resume(resume, top.Over);
    }

    /// <summary>The layers below the command line: the defaults, the recipe, the file of settings.</summary>
    private static TrainingOptions ReadFiles(ParseResult arguments)
    {
        try
        {
            TrainingOptions options = arguments.GetValue(Recipe) is { } recipe ? Recipes.Open(recipe) : new TrainingOptions();
            return arguments.GetValue(Config) is { } path ? TrainingOptionsFile.Read(path, options) : options;
        }
        catch (InvalidDataException e)
        {
            throw new WrongUseException(e.Message);
        }
    }
}
