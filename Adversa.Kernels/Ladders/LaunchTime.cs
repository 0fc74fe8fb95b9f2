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
        double[] seconds = [.. Enumerable.Range(0, Blocks).Select(_ => Seconds(device, launch, launches)).Order()];
        return seconds[Blocks / 2];
    }

    /// <summary>Seconds of the fastest of so many launches, behind a first one.</summary>
    public static double Best(Device device, int looks, Action launch)
    {
        Seconds(device, launch, 1);
        return Enumerable.Range(0, looks).Min(_ => Seconds(device, launch, 1));
    }

    private static double Seconds(Device device, Action launch, int launches)
    {
        device.Synchronize();
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < launches; i++) launch();
        device.Synchronize();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds / launches;
    }
}
