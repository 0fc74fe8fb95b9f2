using System.Runtime.InteropServices;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>
/// Elements of either floating-point type in a device's memory, with NaN before and behind them, so that a kernel that ignores
/// offsets or writes past its end is found out.
/// </summary>
internal sealed class DeviceArray : IDisposable
{
    private const int Margin = 5;

    private readonly GpuDevice _device;
    private readonly DType _type;
    private readonly int _length;

    /// <summary>An array full of NaN, for kernels to overwrite.</summary>
    public DeviceArray(GpuDevice device, DType type, int length)
        : this(device, type, [.. Enumerable.Repeat(double.NaN, length)])
    {
    }

    public DeviceArray(GpuDevice device, DType type, double[] values)
    {
        (_device, _type, _length) = (device, type, values.Length);
        double[] margin = [.. Enumerable.Repeat(double.NaN, Margin)];
        double[] all = [.. margin, .. values, .. margin];
        View = new BufferView(device.Memory.Rent(all.Length * type.Size()), Margin);
        ReadOnlySpan<byte> bytes = type == DType.Float64
            ? MemoryMarshal.AsBytes<double>(all)
            : MemoryMarshal.AsBytes<float>(RandomArray.To<float>(all));
        device.CopyFromHost(bytes, View.Buffer, 0);
    }

    public BufferView View { get; }

    /// <summary>The elements, after a look at the margins.</summary>
    public double[] ToArray()
    {
        double[] all = _type == DType.Float64 ? Read<double>() : [.. Read<float>().Select(value => (double)value)];
        Assert.That(all[..Margin].Concat(all[^Margin..]), Is.All.NaN, "written outside the target");
        return all[Margin..^Margin];
    }

    public void Dispose() => _device.Memory.Return(View.Buffer);

    private T[] Read<T>() where T : unmanaged
    {
        T[] all = new T[_length + 2 * Margin];
        _device.CopyToHost(View.Buffer, 0, MemoryMarshal.AsBytes(all.AsSpan()));
        return all;
    }
}
