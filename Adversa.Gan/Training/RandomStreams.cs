namespace Adversa.Gan.Training;

/// <summary>The independent sequences that a run draws from its one seed.</summary>
internal static class RandomStreams
{
    /// <summary>The networks' first weights.</summary>
    public const ulong Weights = 1;

    /// <summary>The noise that the generator trains on.</summary>
    public const ulong Noise = 2;

    /// <summary>The fixed noise of a run's sample grids.</summary>
    public const ulong Samples = 3;
}
