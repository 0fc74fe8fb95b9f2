namespace Adversa.Gan.Metrics;

/// <summary>What a classifier reads, what it was trained on, and how good it is.</summary>
/// <param name="Channels">1 for grey, 3 for RGB.</param>
/// <param name="Size">Pixels along each side of an image, 8 to 128.</param>
/// <param name="ClassNames">The classes in the order of the labels, at least 2.</param>
/// <param name="Data">The data set's name, or the last part of its path.</param>
public sealed record ClassifierDescription(int Channels, int Size, IReadOnlyList<string> ClassNames, string Data)
{
    /// <summary>The share of the images it was trained on that it reads right, 0 to 1.</summary>
    public double TrainingAccuracy { get; init; }

    /// <summary>The share of the images it was never trained on that it reads right, 0 to 1; see <see cref="HeldOut"/>.</summary>
    public double HeldOutAccuracy { get; init; }

    /// <summary>Throws unless there are networks for such images.</summary>
    /// <exception cref="ArgumentException">Names the number, what was found and what was expected.</exception>
    internal void Validate()
    {
        if (Channels is not (1 or 3)) throw new ArgumentException($"channels: found {Channels}, expected 1 (grey) or 3 (RGB).");
        RequireSize(Size);
        if (ClassNames.Count < 2)
            throw new ArgumentException($"classes: found {ClassNames.Count}, expected at least 2 to tell apart.");
    }

    /// <summary>
    /// Throws unless there are networks for this size. Costs nothing, so that it can be asked before data is read.
    /// </summary>
    /// <exception cref="ArgumentException">There are none; the message says which there are.</exception>
    public static void RequireSize(int size)
    {
        if (size is < ClassifierNetwork.SmallestSize or > ClassifierNetwork.LargestSize)
        {
            throw new ArgumentException(
                $"size: found {size}, expected {ClassifierNetwork.SmallestSize} to {ClassifierNetwork.LargestSize}.");
        }
    }
}
