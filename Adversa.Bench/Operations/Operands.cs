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
    public BufferView Random(int count) => Filled(count, () => 2 * _random.NextSingle() - 1);

    /// <summary>A tensor of float32 from ½ to 1: variances, for instance.</summary>
    public BufferView Positive(int count) => Filled(count, () => 0.5f + _random.NextSingle() / 2);

    /// <summary>A tensor of int32 from 0 to <paramref name="below"/> − 1.</summary>
    public BufferView Indices(int count, int below) => Filled(count, () => _random.Next(below));

    public void Dispose() => _buffers.ForEach(device.Memory.Return);

    private BufferView Filled<T>(int count, Func<T> next) where T : unmanaged
    {
        var numbers = new T[count];
        for (int i = 0; i < count; i++) numbers[i] = next();
        Span<byte> bytes = MemoryMarshal.AsBytes(numbers.AsSpan());
        DeviceBuffer buffer = device.Memory.Rent(bytes.Length);
        _buffers.Add(buffer);
        device.CopyFromHost(bytes, buffer, 0);
        return new BufferView(buffer, 0);
    }
}
