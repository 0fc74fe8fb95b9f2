using System.Diagnostics;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Steps;

/// <summary>What the timed steps took.</summary>
/// <param name="Milliseconds">Of each step.</param>
/// <param name="ManagedBytesPerStep">What the garbage collector was asked for, mean over the steps.</param>
/// <param name="PoolMisses">How often the steps had to ask the device's driver for memory, in all.</param>
internal sealed record StepTiming(double[] Milliseconds, long ManagedBytesPerStep, long PoolMisses)
{
    private const int WarmUpSteps = 2;

    /// <summary>The middle one of <see cref="Milliseconds"/>, or the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            double[] sorted = [.. Milliseconds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Times steps, after two of warm-up.</summary>
    /// <exception cref="InvalidOperationException">A loss is not finite.</exception>
    public static StepTiming Measure(StepModel model, int steps, Device device)
    {
        for (int step = 0; step < WarmUpSteps; step++) model.Step();

        var milliseconds = new double[steps];
        long allocated = GC.GetTotalAllocatedBytes(precise: true), misses = device.Memory.Statistics.Misses;
        for (int step = 0; step < steps; step++)
        {
            long begin = Stopwatch.GetTimestamp();
            StepReport report = model.Step();
            device.Synchronize();
            milliseconds[step] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            if (!report.AreFinite) throw new InvalidOperationException($"Step {step}: the losses are not finite: {report}.");
        }

        return new StepTiming(
            milliseconds,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / steps,
            device.Memory.Statistics.Misses - misses);
    }
}
