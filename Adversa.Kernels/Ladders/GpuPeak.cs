using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Ladders;

/// <summary>
/// A launch that does what a device does fastest, of an amount that takes long enough to be timed, as far as there is such an
/// amount. It can be timed again and again beside other kernels; disposing it gives its memory back.
/// </summary>
internal sealed class GpuPeak : IDisposable
{
    private const int GroupSize = 256, GroupsPerUnit = 8;
    private const int FewestSteps = 1, MostSteps = 1 << 12, FewestNumbers = 1 << 16, MostNumbers = 1 << 24;
    private const double LongEnough = 0.01;

    private readonly GpuDevice _device;
    private readonly DeviceBuffer[] _buffers;
    private readonly Action _launch;
    private readonly double _work;

    /// <param name="device">Where.</param>
    /// <param name="buffers">What the launch works on.</param>
    /// <param name="fewest">The smallest amount.</param>
    /// <param name="most">The largest amount.</param>
    /// <param name="workOfOne">Operations, or bytes, of an amount of 1.</param>
    /// <param name="launch">Launches an amount.</param>
    private GpuPeak(
        GpuDevice device, DeviceBuffer[] buffers, int fewest, int most, double workOfOne, Action<BufferView[], int> launch)
    {
        (_device, _buffers) = (device, buffers);
        BufferView[] views = [.. buffers.Select(buffer => new BufferView(buffer, 0))];
        int amount = fewest;
        while (amount < most && LaunchTime.Best(device, 1, () => launch(views, amount)) < LongEnough) amount *= 2;
        (_launch, _work) = (() => launch(views, amount), workOfOne * amount);
    }

    /// <summary>Float32 multiply-adds that read nothing, two operations each.</summary>
    public static GpuPeak MultiplyAdds(GpuDevice device)
    {
        var groups = new Extent(device.ComputeUnits * GroupsPerUnit);
        long items = groups.Count * GroupSize;
        return new GpuPeak(
            device, [device.Memory.Rent(items * sizeof(float))], FewestSteps, MostSteps,
            2.0 * items * PeakKernels.Chains * PeakKernels.Links,
            (views, steps) => Grouped.MultiplyAdds(device, groups, views[0], 0.5f, steps));
    }

    /// <summary>A copy, whose bytes are what it reads and what it writes.</summary>
    public static GpuPeak Copy(GpuDevice device)
    {
        const long bytes = (long)MostNumbers * sizeof(float);
        return new GpuPeak(
            device, [device.Memory.Rent(bytes), device.Memory.Rent(bytes)], FewestNumbers, MostNumbers, 2.0 * sizeof(float),
            (views, count) => Grouped.CopyNumbers(device, new Extent(count / GroupSize), views[0], views[1], count));
    }

    /// <summary>One launch, in operations or bytes per nanosecond.</summary>
    public double Measure() => 1e-9 * _work / LaunchTime.Seconds(_device, 1, _launch);

    public void Dispose()
    {
        foreach (DeviceBuffer buffer in _buffers) _device.Memory.Return(buffer);
    }
}
