namespace Adversa.Kernels.Ladders;

/// <summary>How one version of a kernel did.</summary>
/// <param name="Number">Its place on the ladder, from 1.</param>
/// <param name="Name">In a few words.</param>
/// <param name="Idea">What it does that the one before does not.</param>
/// <param name="Device">Where it ran.</param>
/// <param name="Milliseconds">The time of a launch: the median of several blocks.</param>
/// <param name="Gflops">Operations per nanosecond.</param>
/// <param name="ShareOfPeak">That, as a share of its device's measured multiply-add peak.</param>
/// <param name="Error">The largest distance of an element from the CPU's sum in double.</param>
/// <param name="Tolerance">The largest <paramref name="Error"/> that rounding explains.</param>
public sealed record RungResult(
    int Number, string Name, string Idea, string Device, double Milliseconds, double Gflops, double ShareOfPeak, double Error,
    double Tolerance)
{
    /// <summary>Whether all elements are what they should be.</summary>
    public bool IsRight => Error <= Tolerance;
}

/// <summary>A ladder, run on a device.</summary>
/// <param name="Ladder">Its name.</param>
/// <param name="Device">The device's name.</param>
/// <param name="DeviceDescription">What the device is.</param>
/// <param name="Problem">What was computed.</param>
/// <param name="Peaks">What the device gives at most.</param>
/// <param name="Rungs">The versions, and last, for comparison, the CPU's.</param>
public sealed record LadderResult(
    string Ladder, string Device, string DeviceDescription, string Problem, DevicePeaks Peaks, IReadOnlyList<RungResult> Rungs);
