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

    /// <summary>The flips of label noise.</summary>
    public const ulong Loss = 4;

    /// <summary>Where a gradient penalty is taken.</summary>
    public const ulong Penalty = 5;

    /// <summary>The noise on what the discriminator sees.</summary>
    public const ulong InstanceNoise = 6;

    /// <summary>The first weights of the generator's moving average, which its copy overwrites.</summary>
    public const ulong Average = 7;

    /// <summary>The noise of standing statistics.</summary>
    public const ulong StandingStatistics = 8;
}
