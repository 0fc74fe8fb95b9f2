using System.Runtime.InteropServices;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Operations;

/// <summary>The tensors of one operation, given back together.</summary>
internal sealed class Operands(Device device) : IDisposable
{
    private readonly Random _random = new(1);
    private readonly List<DeviceBuffer> _buffers = [];

    public Device Device => device;

    /// <summary>A tensor of float32 from −1 to 1.</summary>
    public BufferView Random(int count)
    {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = 2 * _random.NextSingle() - 1;
        DeviceBuffer buffer = device.Memory.Rent(count * sizeof(float));
        _buffers.Add(buffer);
        device.CopyFromHost(MemoryMarshal.AsBytes(numbers.AsSpan()), buffer, 0);
        return new BufferView(buffer, 0);
    }

    public void Dispose() => _buffers.ForEach(device.Memory.Return);
}
