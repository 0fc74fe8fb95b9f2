namespace Adversa.Gan.Training;

/// <summary>A loss or a weight is infinite or not a number: going on would only spoil what was learnt.</summary>
/// <param name="what">What was found.</param>
/// <param name="step">The step behind which it was found.</param>
/// <param name="lastCheckpoint">The last good checkpoint, if there is one.</param>
public sealed class NonFiniteException(string what, int step, string? lastCheckpoint) : Exception(
    $"step {step}: {what}, expected finite numbers; the last good checkpoint is {lastCheckpoint ?? "none yet"}. " +
    "Try a smaller learning rate.");
