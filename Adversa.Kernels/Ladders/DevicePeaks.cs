using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Ladders;

/// <summary>What a device gives at most, measured.</summary>
/// <param name="Gflops">Operations per nanosecond in float32 multiply-adds that read nothing, two for each.</param>
/// <param name="GigabytesPerSecond">Memory traffic of a copy, reads and writes together; 0 where it is not measured.</param>
public readonly record struct DevicePeaks(double Gflops, double GigabytesPerSecond)
{
    private const int GroupSize = 256, GroupsPerUnit = 8, Looks = 5;
    private const int FewestSteps = 8, MostSteps = 1 << 12, FewestNumbers = 1 << 20, MostNumbers = 1 << 24;
    private const double LongEnough = 0.01;

    /// <summary>Measures a device; takes less than a second, but on emulators.</summary>
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
        (int steps, double seconds) = Fastest(
            device, FewestSteps, MostSteps, steps => Grouped.MultiplyAdds(device, groups, result, 0.5f, steps));
        device.Memory.Return(buffer);
        return 2e-9 * groups.Count * GroupSize * PeakKernels.Chains * PeakKernels.Links * steps / seconds;
    }

    private static double Copies(GpuDevice device)
    {
        DeviceBuffer from = device.Memory.Rent((long)MostNumbers * sizeof(float));
        DeviceBuffer to = device.Memory.Rent((long)MostNumbers * sizeof(float));
        BufferView source = new(from, 0), target = new(to, 0);
        (int numbers, double seconds) = Fastest(
            device, FewestNumbers, MostNumbers,
            numbers => Grouped.CopyNumbers(device, new Extent(numbers / GroupSize), source, target, numbers));
        device.Memory.Return(from);
        device.Memory.Return(to);
        return 2e-9 * numbers * sizeof(float) / seconds;
    }

    /// <summary>The fastest launch of an amount of work that takes long enough to be timed, or of the most.</summary>
    private static (int Amount, double Seconds) Fastest(GpuDevice device, int fewest, int most, Action<int> launch)
    {
        int amount = fewest;
        while (amount < most && LaunchTime.Best(device, 1, () => launch(amount)) < LongEnough) amount *= 2;
        return (amount, LaunchTime.Best(device, Looks, () => launch(amount)));
    }
}
