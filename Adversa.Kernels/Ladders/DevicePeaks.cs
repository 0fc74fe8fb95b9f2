using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Ladders;

/// <summary>What a device gives at most, measured.</summary>
/// <param name="Gflops">Operations per nanosecond in float32 multiply-adds that read nothing, two for each.</param>
/// <param name="GigabytesPerSecond">Memory traffic of a copy, reads and writes together; 0 where it is not measured.</param>
public readonly record struct DevicePeaks(double Gflops, double GigabytesPerSecond)
{
    private const int GroupSize = 256, GroupsPerUnit = 32, Steps = 250, Numbers = 1 << 24, Looks = 5;

    /// <summary>Measures a device; takes less than a second.</summary>
    public static DevicePeaks Measure(Device device) => device switch
    {
        CpuDevice cpu => new(Enumerable.Range(0, Looks).Max(_ => MultiplyAddPeak.Measure(cpu)), 0),
        GpuDevice gpu => new(MultiplyAdds(gpu), Copies(gpu)),
        _ => throw new ArgumentException($"{device} is neither a CPU nor a device with programs of its own."),
    };

    private static double MultiplyAdds(GpuDevice device)
    {
        var groups = new Extent(device.ComputeUnits * GroupsPerUnit);
        DeviceBuffer buffer = device.Memory.Rent(groups.Count * GroupSize * sizeof(float));
        var result = new BufferView(buffer, 0);
        double seconds = LaunchTime.Best(device, Looks, () => Grouped.MultiplyAdds(device, groups, result, 0.5f, Steps));
        device.Memory.Return(buffer);
        return 2e-9 * groups.Count * GroupSize * PeakKernels.Chains * PeakKernels.Links * Steps / seconds;
    }

    private static double Copies(GpuDevice device)
    {
        DeviceBuffer source = device.Memory.Rent((long)Numbers * sizeof(float)), target = device.Memory.Rent((long)Numbers * sizeof(float));
        double seconds = LaunchTime.Best(device, Looks, () => Grouped.CopyNumbers(
            device, new Extent(Numbers / GroupSize), new BufferView(source, 0), new BufferView(target, 0), Numbers));
        device.Memory.Return(source);
        device.Memory.Return(target);
        return 2e-9 * Numbers * sizeof(float) / seconds;
    }
}
