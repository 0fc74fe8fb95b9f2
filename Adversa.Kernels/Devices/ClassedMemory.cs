using System.Numerics;

namespace Adversa.Kernels.Devices;

/// <summary>
/// Buffers that wait by size class, eight to each power of two: at most an eighth of a buffer is unused. All buffers of drivers
/// that do not let them be cut, and the small ones of those that do.
/// </summary>
internal sealed class ClassedMemory
{
    private const long SmallestClass = 256;

    private readonly Dictionary<long, Stack<DeviceBuffer>> _free = [];

    /// <summary>Bytes that wait to be used again.</summary>
    public long Waiting { get; private set; }

    /// <summary>A buffer of this class; null where none waits.</summary>
    public DeviceBuffer? TryReuse(long sizeClass)
    {
        if (!_free.TryGetValue(sizeClass, out Stack<DeviceBuffer>? buffers)) return null;
        if (!buffers.TryPop(out DeviceBuffer? buffer)) return null;
        Waiting -= sizeClass;
        return buffer;
    }

    /// <summary>Takes a buffer back.</summary>
    public void Return(DeviceBuffer buffer)
    {
        Waiting += buffer.Size;
        if (!_free.TryGetValue(buffer.Size, out Stack<DeviceBuffer>? buffers)) _free[buffer.Size] = buffers = new();
        buffers.Push(buffer);
    }

    /// <summary>Gives all waiting buffers back to the driver.</summary>
    public void Trim()
    {
        foreach (Stack<DeviceBuffer> buffers in _free.Values)
        {
            while (buffers.TryPop(out DeviceBuffer? buffer)) buffer.Free();
        }

        Waiting = 0;
    }

    /// <summary>The smallest class that holds so many bytes: k·2ⁿ with 8 ≤ k ≤ 16.</summary>
    public static long SizeClass(long bytes)
    {
        if (bytes <= SmallestClass) return SmallestClass;
        long step = 1L << (BitOperations.Log2((ulong)bytes - 1) - 3);
        return (bytes + step - 1) / step * step;
    }
}
