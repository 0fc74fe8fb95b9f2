using System.Runtime.InteropServices;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Operations;

/// <summary>The tensors of one operation, given back together.</summary>
internal sealed class Operands(Device device) : IDisposable
{
    /// <summary>Numbers before they repeat: a prime, so that no two rows of a tensor are alike.</summary>
    private const int Period = 65_521;

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

    private unsafe BufferView Filled<T>(int count, Func<T> next) where T : unmanaged
    {
        var numbers = new T[Math.Min(count, Period)];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = next();
        DeviceBuffer buffer = device.Memory.Rent((long)count * sizeof(T));
        _buffers.Add(buffer);
        for (int begin = 0; begin < count; begin += Period)
        {
            ReadOnlySpan<T> part = numbers.AsSpan(0, Math.Min(Period, count - begin));
            device.CopyFromHost(MemoryMarshal.AsBytes(part), buffer, (long)begin * sizeof(T));
        }

        return new BufferView(buffer, 0);
    }
}
