using System.Runtime.InteropServices;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Ladders;

/// <summary>The inputs and the result of a ladder in a device's memory.</summary>
internal sealed class LadderMemory : IDisposable
{
    private readonly Device _device;
    private readonly DType _type;
    private readonly int _resultLength;
    private readonly BufferView _first, _second, _result;

    public LadderMemory(Device device, DType type, float[] first, float[] second, int resultLength)
    {
        (_device, _type, _resultLength) = (device, type, resultLength);
        (_first, _second) = (Place(first), Place(second));
        _result = new BufferView(device.Memory.Rent((long)resultLength * type.Size()), 0);
    }

    public void Launch(RungLaunch launch) => launch(_device, _type, _first, _second, _result);

    /// <summary>The result, full of NaN before the launch, as doubles.</summary>
    public double[] ResultOf(RungLaunch launch)
    {
        if (_type == DType.Float64) return ResultOf<double>(launch);
        return [.. ResultOf<float>(launch).Select(value => (double)value)];
    }

    public void Dispose()
    {
        foreach (BufferView view in (BufferView[])[_first, _second, _result]) _device.Memory.Return(view.Buffer);
    }

    private T[] ResultOf<T>(RungLaunch launch) where T : unmanaged
    {
        T[] result = new T[_resultLength];
        Span<byte> bytes = MemoryMarshal.AsBytes(result.AsSpan());
        bytes.Fill(0xFF);
        _device.CopyFromHost(bytes, _result.Buffer, 0);
        Launch(launch);
        _device.CopyToHost(_result.Buffer, 0, bytes);
        return result;
    }

    private BufferView Place(float[] values)
    {
        DeviceBuffer buffer = _device.Memory.Rent((long)values.Length * _type.Size());
        ReadOnlySpan<byte> bytes = _type == DType.Float64
            ? MemoryMarshal.AsBytes<double>(values.Select(value => (double)value).ToArray())
            : MemoryMarshal.AsBytes<float>(values);
        _device.CopyFromHost(bytes, buffer, 0);
        return new BufferView(buffer, 0);
    }
}
