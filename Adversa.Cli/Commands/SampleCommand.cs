using System.CommandLine;
using Adversa.Cli.Display;
using Adversa.Gan.Data.Images;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors.Serialization;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa sample</c>: new images from a trained generator.</summary>
internal static class SampleCommand
{
    private static readonly Argument<string> Run = CommonOptions.Run();

    private static readonly Option<int> Count = new("--count")
    {
        Description = "how many images; with --interpolate, how many rows",
        DefaultValueFactory = _ => 64,
        HelpName = "N",
    };

    private static readonly Option<ulong> Seed = CommonOptions.Seed("what the noise follows from");

    private static readonly Option<string> Out = new("--out")
    {
        Description = "grid.png for one picture, or DIR/ for single images",
        DefaultValueFactory = _ => "samples.png",
        HelpName = "PATH",
    };

    private static readonly Option<int> Interpolate = new("--interpolate")
    {
        Description = "rows of this many images, each row a walk from one image to another",
        HelpName = "COLUMNS",
    };

    private static readonly Option<int?> Label = new("--label")
    {
        Description = "the class of all images, for a conditional generator [default: all classes]",
        HelpName = "CLASS",
    };

    private static readonly Option<bool> NoAverage = new("--no-average")
    {
        Description = "take the generator as it was trained, not its moving average",
    };

    private static readonly Option<int> StandingStatistics = new("--standing-statistics")
    {
        Description = "batch normalization with the averages of so many fresh batches, not with the running ones",
        HelpName = "BATCHES",
    };

    private static readonly Option<string> OnDevice = CommonOptions.Device("where to compute");
    private static readonly Option<int> Threads = CommonOptions.Threads();

    public static Command Create()
    {
        var command = new Command("sample", "Draw new images from a trained generator. Needs no training data.")
        {
            Run, Count, Seed, Out, Interpolate, Label, NoAverage, StandingStatistics, OnDevice, Threads,
        };
        command.SetAction(Draw);
        return command.WithExamples(
            ("adversa sample runs/dcgan-shapes-32", "64 images in samples.png"),
            ("adversa sample runs/dcgan-shapes-32 --count 1000 --out images/", "1000 single PNG files"),
            ("adversa sample runs/dcgan-shapes-32 --count 4 --interpolate 10 --out walk.png", "four walks of ten images each"));
    }

    private static int Draw(ParseResult arguments)
    {
        int count = arguments.GetValue(Count), columns = arguments.GetValue(Interpolate);
        int standing = arguments.GetValue(StandingStatistics);
        int? label = arguments.GetValue(Label);
        string path = arguments.GetRequiredValue(Out);
        ulong seed = arguments.GetValue(Seed);
        bool isFolder = path.EndsWith('/') || Directory.Exists(path);
        if (count < 1) throw new WrongUseException($"count: found {count}, expected at least 1.");
        if (columns < 0) throw new WrongUseException($"interpolate: found {columns}, expected at least 1.");
        if (standing < 0) throw new WrongUseException($"standing-statistics: found {standing}, expected 0 or more batches.");
        if (columns > 0 && isFolder)
            throw new WrongUseException($"out: found the folder {path}, expected a file; an interpolation is one picture.");

        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        using TrainedGenerator trained = TrainedGenerator.Open(
            arguments.GetRequiredValue(Run), device, average: !arguments.GetValue(NoAverage));
        if (standing > 0) trained.UseStandingStatistics(standing, seed);
        if (trained.Networks.Size == 1 && (isFolder || columns > 0))
        {
            throw new WrongUseException(
                $"{trained.Checkpoint}: makes points, expected images; leave --interpolate away and name a file.");
        }

        if (isFolder) WriteSingles(trained.Sampler, path, count, seed, label);
        else if (columns > 0) Write(path, trained.Sampler.Interpolation(count, columns, seed, label));
        else Write(path, trained.Picture(count, seed, label));
        Console.WriteLine(path);
        return ExitCode.Success;
    }

    private static void WriteSingles(Sampler sampler, string folder, int count, ulong seed, int? label)
    {
        Directory.CreateDirectory(folder);
        ProgressBar.Show("drawing", count, advance =>
        {
            int index = 0;
            foreach (Image image in sampler.Images(count, seed, label))
            {
                Write(Path.Combine(folder, $"{index++:D5}.png"), image);
                advance();
            }
        });
    }

    private static void Write(string path, Image image) => AtomicFile.Write(path, stream => Png.Write(stream, image));
}
