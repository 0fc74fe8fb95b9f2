namespace Adversa.Gan.Benchmarks;

/// <summary>What the timed steps took.</summary>
/// <param name="Milliseconds">Of a step, the mean over each block of steps.</param>
/// <param name="ManagedBytesPerStep">What the garbage collector was asked for, mean over the steps.</param>
/// <param name="PoolMisses">How often the steps had to ask the device's driver for memory, in all.</param>
/// <param name="DevicePeakBytes">The most bytes of the device that were in use at once.</param>
/// <param name="Parameters">How many numbers the model's networks learn.</param>
public sealed record StepTiming(
    IReadOnlyList<double> Milliseconds, long ManagedBytesPerStep, long PoolMisses, long DevicePeakBytes, long Parameters)
{
    /// <summary>The middle one of <see cref="Milliseconds"/>, or the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            double[] sorted = [.. Milliseconds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
