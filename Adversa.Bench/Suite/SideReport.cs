namespace Adversa.Bench.Suite;

/// <summary>What all rounds of a workload gave for one side.</summary>
/// <param name="Name">The side's name.</param>
/// <param name="Milliseconds">Of each round.</param>
/// <param name="PeakMebibytes">Of each round's process.</param>
/// <param name="TimeRatio">
/// This side's time over that of Adversa on the CPU in the same round: above 1, Adversa on the CPU is faster. Null for itself.
/// </param>
/// <param name="MemoryRatio">
/// The peak of Adversa on the CPU over this side's in the same round: below 1, Adversa on the CPU takes less.
/// </param>
/// <param name="Rounds">What each round measured.</param>
/// <param name="Failure">Why it does not count; null where it does.</param>
internal sealed record SideReport(
    string Name, Spread? Milliseconds, Spread? PeakMebibytes, Spread? TimeRatio, Spread? MemoryRatio,
    IReadOnlyList<Measurement> Rounds, string? Failure)
{
    /// <summary>Compares a side, round by round, with Adversa on the CPU.</summary>
    /// <param name="name">The side's name.</param>
    /// <param name="rounds">What it measured.</param>
    /// <param name="reference">What Adversa on the CPU measured.</param>
    /// <param name="failure">Why it has no further rounds; null where it has them all.</param>
    public static SideReport Of(
        string name, IReadOnlyList<Measurement> rounds, IReadOnlyList<Measurement> reference, string? failure)
    {
        failure ??= OtherNetworks(rounds, reference);
        if (failure is not null) return new SideReport(name, null, null, null, null, rounds, failure);
        (Measurement Own, Measurement Reference)[] pairs =
            ReferenceEquals(rounds, reference) || rounds.Count != reference.Count ? [] : [.. rounds.Zip(reference)];
        return new SideReport(
            name,
            Spread.OfAll(rounds.Select(round => (double?)round.Milliseconds)),
            Spread.OfAll(rounds.Select(round => round.PeakMebibytes)),
            Spread.OfAll(pairs.Select(pair => (double?)(pair.Own.Milliseconds / pair.Reference.Milliseconds))),
            Spread.OfAll(pairs.Select(pair => pair.Reference.PeakMebibytes / pair.Own.PeakMebibytes)),
            rounds, null);
    }

    /// <summary>Times of networks of different sizes say nothing about the programs.</summary>
    private static string? OtherNetworks(IReadOnlyList<Measurement> rounds, IReadOnlyList<Measurement> reference)
    {
        if (rounds is not [{ Parameters: { } own }, ..] || reference is not [{ Parameters: { } expected }, ..] || own == expected)
            return null;
        return $"its networks have {own} parameters, expected the {expected} of {AdversaSide.Reference}";
    }
}
