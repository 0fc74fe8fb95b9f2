using System.Numerics;

namespace Adversa.Kernels.Devices;

/// <summary>What a <see cref="MemoryPool"/> has done so far.</summary>
/// <param name="BytesInUse">Bytes in buffers that somebody holds now.</param>
/// <param name="PeakBytes">The largest <paramref name="BytesInUse"/> since the last <see cref="MemoryPool.ResetPeak"/>.</param>
/// <param name="BytesPooled">Bytes in buffers that wait to be used again.</param>
/// <param name="Hits">Requests served from the pool.</param>
/// <param name="Misses">Requests that had to ask the device's driver.</param>
public readonly record struct MemoryStatistics(long BytesInUse, long PeakBytes, long BytesPooled, long Hits, long Misses);

/// <summary>
/// Keeps a device's freed buffers by size class and hands them out again, so that a training step in steady state asks the
/// driver for nothing. Classes are eight to each power of two: at most an eighth of a buffer is unused. Thread-safe.
/// </summary>
public sealed class MemoryPool
{
    private const long SmallestClass = 256;

    private readonly Device _device;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Stack<DeviceBuffer>> _free = [];
    private long _inUse, _peak, _pooled, _hits, _misses;
    private bool _isClosed;

    internal MemoryPool(Device device) => _device = device;

    /// <summary>A snapshot of the pool's counters.</summary>
    public MemoryStatistics Statistics
    {
        get
        {
            lock (_lock) return new MemoryStatistics(_inUse, _peak, _pooled, _hits, _misses);
        }
    }

    /// <summary>A buffer of at least <paramref name="bytes"/> bytes, contents undefined. Zero bytes are allowed.</summary>
    /// <exception cref="OutOfMemoryException">The device has no more; the message names the sizes.</exception>
    /// <exception cref="ObjectDisposedException">The device was disposed.</exception>
    public DeviceBuffer Rent(long bytes)
    {
        long size = SizeClass(bytes);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, _device);
            if (_free.TryGetValue(size, out Stack<DeviceBuffer>? buffers) && buffers.TryPop(out DeviceBuffer? buffer))
            {
                _hits++;
                _pooled -= size;
                CountAsInUse(size);
                return buffer;
            }

            _misses++;
        }

        try
        {
            DeviceBuffer allocated = AllocateOrTrim(size);
            lock (_lock) CountAsInUse(size);
            return allocated;
        }
        catch (OutOfMemoryException e)
        {
            throw new OutOfMemoryException(
                $"{_device.Name} has no memory for {bytes:N0} bytes; " +
                $"{Statistics.BytesInUse:N0} are in use{_device.MemoryLimits}. Use a smaller batch or fewer features.", e);
        }
    }

    /// <summary>Takes a buffer back. The caller must not use it any more.</summary>
    public void Return(DeviceBuffer buffer)
    {
        lock (_lock)
        {
            _inUse -= buffer.Size;
            if (_isClosed)
            {
                buffer.Free();
                return;
            }

            _pooled += buffer.Size;
            if (!_free.TryGetValue(buffer.Size, out Stack<DeviceBuffer>? buffers)) _free[buffer.Size] = buffers = new();
            buffers.Push(buffer);
        }
    }

    /// <summary>Counts a buffer as gone that was in use and that the garbage collector freed, as nobody returned it.</summary>
    internal void Forget(DeviceBuffer buffer)
    {
        lock (_lock) _inUse -= buffer.Size;
    }

    /// <summary>Starts a new peak at what is in use now.</summary>
    public void ResetPeak()
    {
        lock (_lock) _peak = _inUse;
    }

    /// <summary>Gives all waiting buffers back to the driver.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            foreach (Stack<DeviceBuffer> buffers in _free.Values)
            {
                while (buffers.TryPop(out DeviceBuffer? buffer)) buffer.Free();
            }

            _pooled = 0;
        }
    }

    /// <summary>Gives all waiting buffers back, and from now on each that is returned. Only the device calls it.</summary>
    internal void Close()
    {
        lock (_lock) _isClosed = true;
        Trim();
    }

    private void CountAsInUse(long size)
    {
        _inUse += size;
        _peak = Math.Max(_peak, _inUse);
    }

    /// <summary>
    /// What waits in other size classes must not be the reason that there is no memory, nor what nobody returned: the garbage
    /// collector does not know how short a device's memory is.
    /// </summary>
    private DeviceBuffer AllocateOrTrim(long size)
    {
        try
        {
            return _device.Allocate(size);
        }
        catch (OutOfMemoryException)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Trim();
            return _device.Allocate(size);
        }
    }

    /// <summary>The smallest class that holds so many bytes: k·2ⁿ with 8 ≤ k ≤ 16.</summary>
    internal static long SizeClass(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (bytes <= SmallestClass) return SmallestClass;
        long step = 1L << (BitOperations.Log2((ulong)bytes - 1) - 3);
        return (bytes + step - 1) / step * step;
    }
}
