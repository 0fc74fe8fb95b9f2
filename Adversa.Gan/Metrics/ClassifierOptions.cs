namespace Adversa.Gan.Metrics;

/// <summary>How a classifier is trained.</summary>
public sealed record ClassifierOptions
{
    private const int MostEpochs = 1000;

    /// <summary>How often each image is shown.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images per step.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Adam's first learning rate; it falls along a line, to 0 behind the last step.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>What first weights, order and shifts of the images follow from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Throws unless every number lies in its range.</summary>
    /// <exception cref="ArgumentException">Names the option, what was found and what was expected.</exception>
    public void Validate()
    {
        if (Epochs is < 1 or > MostEpochs)
            throw new ArgumentException($"epochs: found {Epochs}, expected 1 to {MostEpochs}.");
        if (Batch < 2) throw new ArgumentException($"batch: found {Batch}, expected at least 2.");
        if (LearningRate is not (> 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"learning-rate: found {LearningRate}, expected (0, 1]."));
    }
}
