using System.Globalization;
using Adversa.Gan.Models;

namespace Adversa.Gan.Training;

/// <summary>
/// All settings of a training run, as its <c>config.json</c> holds them. The keys there are the names of the command line's
/// options.
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>The network family: <c>dcgan</c>.</summary>
    public string Model { get; init; } = "dcgan";

    /// <summary><c>shapes</c> for the built-in set, or the path of an IDX folder or file, or of a folder of images.</summary>
    public string Data { get; init; } = "shapes";

    /// <summary>Pixels along each side: 16, 28, 32, 64 or 128.</summary>
    public int Size { get; init; } = 32;

    /// <summary>1 for grey, 3 for RGB, 0 for what the data is.</summary>
    public int Channels { get; init; }

    /// <summary>Channels of the layers next to the image.</summary>
    public int Features { get; init; } = 32;

    /// <summary>Length of the noise vector.</summary>
    public int Latent { get; init; } = 100;

    /// <summary>Images per step.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>The total of generator steps, also when a run is resumed.</summary>
    public int Steps { get; init; } = 2000;

    /// <summary>Adam's learning rate, for both networks.</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>Adam's decay of the gradient's mean.</summary>
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's decay of the gradient's square.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>Steps between sample grids.</summary>
    public int SampleEvery { get; init; } = 250;

    /// <summary>What all random numbers of the run follow from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The device's name.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of the CPU device; 0 for one per core. The results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The part that describes the networks.</summary>
    internal NetworkOptions Network => new(Model, Size, Channels, Features, Latent);

    /// <summary>Throws unless every number lies in its range.</summary>
    /// <exception cref="ArgumentException">Names the option, what was found and what was expected.</exception>
    public void Validate()
    {
        // Channels that the data will decide are not known yet; any count would do here.
        Networks.Require(Channels == 0 ? Network with { Channels = 1 } : Network);
        AtLeast("batch", Batch, 2);
        AtLeast("steps", Steps, 1);
        AtLeast("checkpoint-every", CheckpointEvery, 1);
        AtLeast("sample-every", SampleEvery, 1);
        AtLeast("threads", Threads, 0);
        Within("learning-rate", LearningRate, LearningRate is > 0 and <= 1, "a number in (0, 1]");
        Within("beta1", Beta1, Beta1 is >= 0 and < 1, "a number in [0, 1)");
        Within("beta2", Beta2, Beta2 is >= 0 and < 1, "a number in [0, 1)");
    }

    private static void AtLeast(string option, int found, int least) =>
        Within(option, found, found >= least, $"at least {least}");

    private static void Within(string option, IFormattable found, bool isWithin, string expected)
    {
        if (isWithin) return;
        string value = found.ToString(null, CultureInfo.InvariantCulture);
        throw new ArgumentException($"{option}: found {value}, expected {expected}.");
    }
}
