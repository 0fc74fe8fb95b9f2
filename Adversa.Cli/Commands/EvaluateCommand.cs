using System.CommandLine;
using Adversa.Cli.Display;
using Adversa.Gan.Data;
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

    private static readonly Argument<string> Run = CommonOptions.Run();

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

    private static readonly Option<ulong> Seed = CommonOptions.Seed("what the noise follows from");

    private static readonly Option<bool> AsJson = new("--json") { Description = "print one JSON object instead of a table" };

    private static readonly Option<string> OnDevice = CommonOptions.Device("where to compute");
    private static readonly Option<int> Threads = CommonOptions.Threads();

    public static Command Create()
    {
        var command = new Command(
            "evaluate",
            "Count the classes that a classifier reads in a run's samples, and how often it is the one asked for; " +
            "of a toy mixture, the modes that the samples cover.")
        {
            Run, WithClassifier, Count, Seed, AsJson, OnDevice, Threads,
        };
        command.SetAction(Evaluate);
        return command.WithExamples(
            ("adversa evaluate runs/dcgan-mnist-32 --classifier mnist.safetensors", "the classes of 1000 samples"),
            ("adversa evaluate runs/dcgan-mnist-32 --classifier mnist.safetensors --count 10000 --json", "for other programs"),
            ("adversa evaluate runs/gaussians-25", "modes covered, share of samples of high quality"));
    }

    private static int Evaluate(ParseResult arguments)
    {
        string run = arguments.GetRequiredValue(Run);
        int count = arguments.GetValue(Count);
        if (count < 1) throw new WrongUseException($"count: found {count}, expected at least 1.");
        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        using TrainedGenerator trained = TrainedGenerator.Open(run, device);
        bool asJson = arguments.GetValue(AsJson);
        ulong seed = arguments.GetValue(Seed);
        Console.WriteLine(trained.Points is GaussianMixture mixture
            ? Coverage(arguments, trained, mixture, seed, asJson)
            : Classes(arguments, trained, count, seed, device, asJson));
        return ExitCode.Success;
    }

    private static string Coverage(
        ParseResult arguments, TrainedGenerator trained, GaussianMixture mixture, ulong seed, bool asJson)
    {
        if (arguments.GetValue(WithClassifier) is not null || arguments.GetResult(Count) is { Implicit: false })
        {
            throw new WrongUseException(
                $"{trained.Checkpoint}: makes points of {mixture.Name}, whose modes are counted in {ModeCoverage.SampleCount} " +
                "samples; leave --classifier and --count away.");
        }

        var coverage = ModeCoverage.Of(trained.Sampler.Generate(ModeCoverage.SampleCount, seed), mixture);
        return asJson ? ModeReport.ToJson(coverage) : ModeReport.ToText(coverage);
    }

    private static string Classes(
        ParseResult arguments, TrainedGenerator trained, int count, ulong seed, Device device, bool asJson)
    {
        string file = arguments.GetValue(WithClassifier) ?? throw new WrongUseException(
            "classifier: found none, expected one that reads the samples; train it by adversa classifier --data DATA.");
        using Classifier classifier = Classifier.Open(file, device);
        int channels = trained.Networks.Channels, size = trained.Networks.Size;
        classifier.RequireForm(trained.Checkpoint, channels, size, size);
        RequireMemory(count, channels * size * size);
        int classes = trained.Sampler.Classes;
        if (classes > 0) classifier.RequireClasses(trained.Checkpoint, classes);

        // A classifier reads images as files hold them: in bytes.
        float[] samples = trained.Sampler.Generate(count, seed);
        foreach (ref float pixel in samples.AsSpan()) pixel = PixelScale.ToFloat(PixelScale.ToByte(pixel));
        int[] asked = classes == 0 ? [] : [.. Enumerable.Range(0, count).Select(index => index % classes)];
        var histogram = ClassHistogram.Of(classifier.Description.ClassNames.Count, classifier.Predict(samples), asked);
        var report = new ClassReport(trained.Checkpoint, file, classifier.Description, histogram);
        return asJson ? report.ToJson() : report.ToTable();
    }

    private static void RequireMemory(int count, int length)
    {
        if (count > MaxNumbers / length)
            throw new WrongUseException($"count: found {count}, expected at most {MaxNumbers / length} samples of this size.");
    }
}
