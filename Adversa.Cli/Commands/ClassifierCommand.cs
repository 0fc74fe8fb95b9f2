using System.CommandLine;
using System.Globalization;
using Adversa.Cli.Display;
using Adversa.Gan.Data;
using Adversa.Gan.Metrics;
using Adversa.Kernels.Devices;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa classifier</c>: trains the network that <c>adversa evaluate</c> reads generated images with.</summary>
internal static class ClassifierCommand
{
    private static readonly ClassifierOptions Standard = new();

    private static readonly Option<string> Data = new("--data")
    {
        Description =
            "labelled images: 'shapes' for the built-in set, an IDX file or folder (MNIST), or a folder of class folders",
        Required = true,
        HelpName = "PATH",
    };

    private static readonly Option<int> Size = Number("--size", "pixels along each side, 8 to 128", 32);
    private static readonly Option<int> Channels = Number("--channels", "1 for grey, 3 for colour, 0 for what the data is", 0);
    private static readonly Option<int> Epochs = Number("--epochs", "how often each image is shown", Standard.Epochs);
    private static readonly Option<int> BatchSize = Number("--batch", "images per step", Standard.Batch);

    private static readonly Option<ulong> Seed = CommonOptions.Seed("what all random numbers follow from");

    private static readonly Option<string> Out = new("--out")
    {
        Description = "where the classifier is stored",
        DefaultValueFactory = _ => "classifier.safetensors",
        HelpName = "FILE",
    };

    private static readonly Option<string> OnDevice = CommonOptions.Device("where to compute");
    private static readonly Option<int> Threads = CommonOptions.Threads();

    public static Command Create()
    {
        var command = new Command(
            "classifier", "Train a classifier on labelled images, for adversa evaluate. One image of every ten is held out.")
        {
            Data, Size, Channels, Epochs, BatchSize, Seed, Out, OnDevice, Threads,
        };
        command.SetAction(Run);
        return command.WithExamples(
            ("adversa classifier --data mnist/ --out mnist.safetensors", "handwritten digits, one or two minutes on two cores"),
            ("adversa classifier --data shapes --size 64", "for runs that make the built-in shapes at 64 pixels"),
            ("adversa classifier --data pets/ --epochs 30", "pets/cat/*.png, pets/dog/*.png, …"));
    }

    private static int Run(ParseResult arguments)
    {
        string path = arguments.GetRequiredValue(Out);
        int size = arguments.GetValue(Size), channels = arguments.GetValue(Channels);
        var options = new ClassifierOptions
        {
            Epochs = arguments.GetValue(Epochs),
            Batch = arguments.GetValue(BatchSize),
            Seed = arguments.GetValue(Seed),
        };
        options.Validate();
        ClassifierDescription.RequireSize(size);
        RequireWritable(path);
        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        DataSet data = DataSets.Open(arguments.GetRequiredValue(Data), size, channels == 0 ? null : channels);
        return Train(new ClassifierTraining(data, options), device, path);
    }

    private static int Train(ClassifierTraining training, Device device, string path)
    {
        using var interruption = new Interruption("ending behind this step; no classifier is written");
        DataSet data = training.Training;
        Console.WriteLine($"data      {data.Name}: {data.Channels}x{data.Height}x{data.Width}, {data.ClassCount} classes");
        Console.WriteLine($"images    {data.Count:N0} to train on, {training.HeldOut.Count:N0} held out");
        ClassifierDescription? trained = null;
        try
        {
            ProgressBar.Show("training", training.Steps, advance =>
            {
                using Classifier classifier = training.Run(device, advance, interruption.Token);
                classifier.Save(path);
                trained = classifier.Description;
            });
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Console.WriteLine($"interrupted; nothing was written to {path}");
            return ExitCode.Interrupted;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"accuracy  {trained!.TrainingAccuracy:P2} on the training images, {trained.HeldOutAccuracy:P2} on those held out"));
        Console.WriteLine($"stored    {path}");
        Console.WriteLine($"use it    adversa evaluate RUN --classifier {path}");
        return ExitCode.Success;
    }

    /// <summary>Throws where the file cannot be written, before minutes are spent on it.</summary>
    private static void RequireWritable(string path)
    {
        if (Directory.Exists(path)) throw new WrongUseException($"out: found the folder {path}, expected a file.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new WrongUseException($"out: found no folder {folder}; create it first.");
    }

    private static Option<int> Number(string name, string description, int standard) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        HelpName = "N",
    };
}
