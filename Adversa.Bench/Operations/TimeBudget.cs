namespace Adversa.Bench.Operations;

/// <summary>How much time an operation gets.</summary>
/// <param name="WarmUpSeconds">Time before anything counts: programs are compiled, clocks rise.</param>
/// <param name="Seconds">Time of what counts, with the yardstick; up to ten times as much for the fewest blocks.</param>
/// <param name="Fewest">Blocks that are timed at least; an operation that takes seconds gets fewer.</param>
/// <param name="Most">Blocks that are timed at most.</param>
/// <param name="RelativeError">Where the mean is known as well as this, 99.9 % sure, no further block is timed.</param>
internal sealed record TimeBudget(double WarmUpSeconds, double Seconds, int Fewest, int Most, double RelativeError)
{
    private const int FewestOfAll = 3, Patience = 10;

    /// <summary>For numbers that are kept.</summary>
    public static TimeBudget Full { get; } = new(0.1, 1, 15, 300, 0.003);

    /// <summary>For a first look.</summary>
    public static TimeBudget Quick { get; } = new(0.05, 0.2, 7, 100, 0.02);

    /// <summary>The smallest and the largest number of blocks; BenchmarkDotNet expects two numbers.</summary>
    /// <param name="blockSeconds">What a block takes, with its look at the yardstick.</param>
    public (int Fewest, int Most) Blocks(double blockSeconds)
    {
        int fewest = Math.Clamp((int)(Patience * Seconds / blockSeconds), FewestOfAll, Fewest);
        return (fewest, Math.Clamp((int)(Seconds / blockSeconds), fewest + 1, Most));
    }
}
