using System.Globalization;
using Adversa.Gan.Models;

namespace Adversa.Gan.Training;

public sealed partial record TrainingOptions
{
    /// <summary>The part that describes the networks.</summary>
    internal NetworkOptions Network => new(Model, Size, Channels, Features, Latent)
    {
        Normalization = Normalization,
        PowerIterations = PowerIterations,
        Conditioning = Conditioning,
        Classes = Conditioning == Conditioning.None ? 0 : Classes,
        Attention = Attention,
        MinibatchLayer = MinibatchLayer,
        Dropout = Dropout,
    };

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
