using System.Diagnostics;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Ladders;

/// <summary>Times launches on a device, which go on while the program does: time is taken where all are done.</summary>
internal static class LaunchTime
{
    private const int Blocks = 5, MostLaunches = 100;
    private const double BlockSeconds = 0.03;

    /// <summary>
    /// Seconds of a launch: the median over blocks of launches, behind a first one that compiles the program and one that says
    /// how many make a block.
    /// </summary>
    public static double Median(Device device, Action launch)
    {
        double once = Best(device, 1, launch);
        int launches = (int)Math.Clamp(BlockSeconds / once, 1, MostLaunches);
        double[] seconds = [.. Enumerable.Range(0, Blocks).Select(_ => Seconds(device, launches, launch)).Order()];
        return seconds[Blocks / 2];
    }

    /// <summary>Seconds of the fastest of so many launches, behind a first one.</summary>
    public static double Best(Device device, int looks, Action launch)
    {
        Seconds(device, 1, launch);
        return Enumerable.Range(0, looks).Min(_ => Seconds(device, 1, launch));
    }

    /// <summary>Seconds of a launch, the mean over a block of them.</summary>
    public static double Seconds(Device device, int launches, Action launch)
    {
        device.Synchronize();
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < launches; i++) launch();
        device.Synchronize();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds / launches;
    }
}
