using System.Globalization;

namespace Adversa.Gan.Training;

/// <summary>A loss or a weight is infinite or not a number: going on would only spoil what was learnt.</summary>
/// <param name="what">What was found.</param>
/// <param name="step">The step behind which it was found.</param>
/// <param name="lastCheckpoint">The last good checkpoint, if there is one.</param>
public sealed class NonFiniteException(string what, int step, string? lastCheckpoint) : Exception(
    $"step {step}: {what}, expected finite numbers; the last good checkpoint is {lastCheckpoint ?? "none yet"}. " +
    "Try a smaller learning rate.")
{
    /// <summary>A step measured something that is no finite number.</summary>
    internal NonFiniteException(StepReport report, int step, string? lastCheckpoint)
        : this(string.Join(", ", Broken(report)), step, lastCheckpoint)
    {
    }

    private static IEnumerable<string> Broken(StepReport report) =>
        report.Metrics().Where(metric => !double.IsFinite(metric.Value))
            .Select(metric => $"{metric.Name} is {metric.Value.ToString(CultureInfo.InvariantCulture)}");
}
