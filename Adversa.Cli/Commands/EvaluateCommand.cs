using System.CommandLine;
using Adversa.Cli.Display;
using Adversa.Gan.Data.Images;
using Adversa.Gan.Metrics;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa evaluate</c>: how good the samples of a trained generator are.</summary>
internal static class EvaluateCommand
{
    /// <summary>The most numbers in all samples together: 1 GiB.</summary>
    private const long MaxNumbers = 1L << 28;

    private static readonly Argument<string> Run = new("RUN") { Description = "a run's folder, or a checkpoint file" };

    private static readonly Option<string?> WithClassifier = new("--classifier")
    {
        Description = "reads the samples; trained by adversa classifier",
        HelpName = "FILE",
    };

    private static readonly Option<int> Count = new("--count")
    {
        Description = "how many samples; of a conditional run, classes in turn",
        DefaultValueFactory = _ => 1000,
        HelpName = "N",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "what the noise follows from",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    private static readonly Option<bool> AsJson = new("--json") { Description = "print one JSON object instead of a table" };

    private static readonly Option<string> OnDevice = CommonOptions.Device("where to compute");
    private static readonly Option<int> Threads = CommonOptions.Threads();

    public static Command Create()
    {
        var command = new Command(
            "evaluate", "Count the classes that a classifier reads in a run's samples, and how often it is the one asked for.")
        {
            Run, WithClassifier, Count, Seed, AsJson, OnDevice, Threads,
        };
        command.SetAction(Evaluate);
        return command.WithExamples(
            ("adversa evaluate runs/dcgan-mnist-32 --classifier mnist.safetensors", "the classes of 1000 samples"),
            ("adversa evaluate runs/dcgan-mnist-32 --classifier mnist.safetensors --count 10000 --json", "for other programs"));
    }

    private static int Evaluate(ParseResult arguments)
    {
        string run = arguments.GetRequiredValue(Run);
        int count = arguments.GetValue(Count);
        if (count < 1) throw new WrongUseException($"count: found {count}, expected at least 1.");
        string file = arguments.GetValue(WithClassifier) ?? throw new WrongUseException(
            "classifier: found none, expected one that reads the samples; train it by adversa classifier --data DATA.");

        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        using Classifier classifier = Classifier.Open(file, device);
        (float[] samples, int[] asked) = Draw(run, count, arguments.GetValue(Seed), classifier, device);
        var histogram = ClassHistogram.Of(classifier.Description.ClassNames.Count, classifier.Predict(samples), asked);
        var report = new ClassReport(run, file, classifier.Description, histogram);
        Console.WriteLine(arguments.GetValue(AsJson) ? report.ToJson() : report.ToTable());
        return ExitCode.Success;
    }

    /// <summary>Samples that fit the classifier, and the class that each was made for; none of a run that knows no classes.</summary>
    private static (float[] Samples, int[] Asked) Draw(string run, int count, ulong seed, Classifier classifier, Device device)
    {
        using ImageSampler sampler = ImageSampler.Open(run, device);
        Image[] images = [.. sampler.Images(1, seed)];
        (int channels, int size) = (images[0].Channels, images[0].Width);
        classifier.RequireForm(run, channels, size, size);
        RequireMemory(count, channels * size * size);
        return ([.. sampler.Images(count, seed).SelectMany(image => Planes(image))], []);
    }

    private static IEnumerable<float> Planes(Image image) =>
        from channel in Enumerable.Range(0, image.Channels)
        from pixel in Enumerable.Range(0, image.Width * image.Height)
        select PixelScale.ToFloat(image.Pixels[pixel * image.Channels + channel]);

    private static void RequireMemory(int count, int length)
    {
        if (count > MaxNumbers / length)
            throw new WrongUseException($"count: found {count}, expected at most {MaxNumbers / length} samples of this size.");
    }
}
