using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Ladders;

/// <summary>What a device gives at most, measured.</summary>
/// <param name="Gflops">Operations per nanosecond in float32 multiply-adds that read nothing, two for each.</param>
/// <param name="GigabytesPerSecond">Memory traffic of a copy, reads and writes together; 0 where it is not measured.</param>
public readonly record struct DevicePeaks(double Gflops, double GigabytesPerSecond)
{
    private const int Looks = 5;

    /// <summary>Measures a device; takes less than a second, but on emulators.</summary>
    public static DevicePeaks Measure(Device device) => device switch
    {
        CpuDevice cpu => new(Best(() => MultiplyAddPeak.Measure(cpu)), 0),
        GpuDevice gpu => new(Best(GpuPeak.MultiplyAdds(gpu)), Best(GpuPeak.Copy(gpu))),
        _ => throw new ArgumentException($"{device} is neither a CPU nor a device with programs of its own."),
    };

    private static double Best(GpuPeak peak)
    {
        using (peak) return Best(peak.Measure);
    }

    private static double Best(Func<double> look) => Enumerable.Range(0, Looks).Max(_ => look());
}
