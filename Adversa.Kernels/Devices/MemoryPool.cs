namespace Adversa.Kernels.Devices;

/// <summary>What a <see cref="MemoryPool"/> has done so far.</summary>
/// <param name="BytesInUse">Bytes in buffers that somebody holds now.</param>
/// <param name="PeakBytes">The largest <paramref name="BytesInUse"/> since the last <see cref="MemoryPool.ResetPeak"/>.</param>
/// <param name="BytesPooled">Bytes in buffers that wait to be used again.</param>
/// <param name="Hits">Requests served from the pool.</param>
/// <param name="Misses">Requests that had to ask the device's driver.</param>
public readonly record struct MemoryStatistics(long BytesInUse, long PeakBytes, long BytesPooled, long Hits, long Misses);

/// <summary>
/// Keeps a device's freed buffers and hands them out again, so that a training step in steady state asks the driver for nothing.
/// Small ones, and all where the driver's buffers cannot be cut, wait by size class, eight to each power of two: at most an
/// eighth of a buffer is unused. Large ones are cut out of segments. Thread-safe.
/// </summary>
public sealed class MemoryPool
{
    /// <summary>From here on a buffer is worth the search for a place in a segment.</summary>
    private const long SmallestPart = 1 << 16;

    private readonly Device _device;
    private readonly Lock _lock = new();
    private readonly ClassedMemory _classes = new();
    private readonly SegmentedMemory _segments = new();
    private long _inUse, _peak, _hits, _misses;
    private bool _isClosed;

    internal MemoryPool(Device device) => _device = device;

    /// <summary>A snapshot of the pool's counters.</summary>
    public MemoryStatistics Statistics
    {
        get
        {
            lock (_lock) return new MemoryStatistics(_inUse, _peak, _classes.Waiting + _segments.Waiting, _hits, _misses);
        }
    }

    /// <summary>A buffer of at least <paramref name="bytes"/> bytes, contents undefined. Zero bytes are allowed.</summary>
    /// <exception cref="OutOfMemoryException">The device has no more; the message names the sizes.</exception>
    /// <exception cref="ObjectDisposedException">The device was disposed.</exception>
    public DeviceBuffer Rent(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        bool isPart = _device.SegmentSize > 0 && bytes >= SmallestPart;
        long size = isPart ? SegmentedMemory.Size(bytes) : ClassedMemory.SizeClass(bytes);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, _device);
            if ((isPart ? _segments.TryReuse(size) : _classes.TryReuse(size)) is { } waiting)
            {
                _hits++;
                return CountAsInUse(waiting);
            }

            _misses++;
            if (isPart && _segments.TryGrow(size) is { } grown) return CountAsInUse(grown);
        }

        try
        {
            return Allocate(size, isPart);
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
            if (buffer.Segment is { } segment) segment.Return(buffer);
            else _classes.Return(buffer);
            if (_isClosed) Trim();
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

    /// <summary>Gives waiting buffers back to the driver, and segments that nobody uses any part of.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            _classes.Trim();
            _segments.Trim();
        }
    }

    /// <summary>Gives all waiting buffers back, and from now on each that is returned. Only the device calls it.</summary>
    internal void Close()
    {
        lock (_lock) _isClosed = true;
        Trim();
    }

    private DeviceBuffer CountAsInUse(DeviceBuffer buffer)
    {
        _inUse += buffer.Size;
        _peak = Math.Max(_peak, _inUse);
        return buffer;
    }

    /// <summary>
    /// What waits elsewhere in the pool must not be the reason that there is no memory, nor what nobody returned: the garbage
    /// collector does not know how short a device's memory is.
    /// </summary>
    private DeviceBuffer Allocate(long size, bool isPart)
    {
        try
        {
            return Add(_device.Allocate(isPart ? Math.Max(size, _device.SegmentSize) : size));
        }
        catch (OutOfMemoryException)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            lock (_lock)
            {
                if (isPart && (_segments.TryReuse(size) ?? _segments.TryGrow(size)) is { } found) return CountAsInUse(found);
            }

            Trim();
            return Add(_device.Allocate(size));
        }

        DeviceBuffer Add(DeviceBuffer memory)
        {
            lock (_lock) return CountAsInUse(isPart ? _segments.Add(memory, size) : memory);
        }
    }
}
