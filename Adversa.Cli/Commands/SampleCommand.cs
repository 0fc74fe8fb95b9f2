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
    private static readonly Argument<string> Run = new("RUN") { Description = "a run's folder, or a checkpoint file" };

    private static readonly Option<int> Count = new("--count")
    {
        Description = "how many images; with --interpolate, how many rows",
        DefaultValueFactory = _ => 64,
        HelpName = "N",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "what the noise follows from",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

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

    private static readonly Option<string> OnDevice = CommonOptions.Device("where to compute");
    private static readonly Option<int> Threads = CommonOptions.Threads();

    public static Command Create()
    {
        var command = new Command("sample", "Draw new images from a trained generator. Needs no training data.")
        {
            Run, Count, Seed, Out, Interpolate, OnDevice, Threads,
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
        string path = arguments.GetRequiredValue(Out);
        ulong seed = arguments.GetValue(Seed);
        bool isFolder = path.EndsWith('/') || Directory.Exists(path);
        if (count < 1) throw new WrongUseException($"count: found {count}, expected at least 1.");
        if (columns < 0) throw new WrongUseException($"interpolate: found {columns}, expected at least 1.");
        if (columns > 0 && isFolder)
            throw new WrongUseException($"out: found the folder {path}, expected a file; an interpolation is one picture.");

        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        using ImageSampler sampler = ImageSampler.Open(arguments.GetRequiredValue(Run), device);
        if (isFolder) WriteSingles(sampler, path, count, seed);
        else Write(path, columns > 0 ? sampler.Interpolation(count, columns, seed) : sampler.Grid(count, seed));
        Console.WriteLine(path);
        return ExitCode.Success;
    }

    private static void WriteSingles(ImageSampler sampler, string folder, int count, ulong seed)
    {
        Directory.CreateDirectory(folder);
        ProgressBar.Show("drawing", count, advance =>
        {
            int index = 0;
            foreach (Image image in sampler.Images(count, seed))
            {
                Write(Path.Combine(folder, $"{index++:D5}.png"), image);
                advance();
            }
        });
    }

    private static void Write(string path, Image image) => AtomicFile.Write(path, stream => Png.Write(stream, image));
}
