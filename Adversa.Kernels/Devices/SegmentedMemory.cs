namespace Adversa.Kernels.Devices;

/// <summary>
/// The large buffers of a device that lets them be cut out of segments: best fit among what waits in all of them, then growth of
/// one, then a new one. A training step rents buffers of many sizes, the largest of one size when those of another are free
/// again; kept by size class they would wait for each other's turns.
/// </summary>
internal sealed class SegmentedMemory
{
    private const long Granularity = 256; // so that each begins where a cache line and the widest vector do

    private readonly List<MemorySegment> _segments = [];

    /// <summary>Bytes that wait to be used again.</summary>
    public long Waiting => _segments.Sum(segment => segment.Waiting);

    /// <summary>A buffer where one was before; null where there is no such room.</summary>
    public DeviceBuffer? TryReuse(long size)
    {
        (MemorySegment? best, long smallest) = (null, long.MaxValue);
        foreach (MemorySegment segment in _segments)
        {
            if (segment.BestFit(size) is { } room && room < smallest) (best, smallest) = (segment, room);
        }

        return best?.Cut(size);
    }

    /// <summary>A buffer in memory that was not used before; null where no segment has so much left.</summary>
    public DeviceBuffer? TryGrow(long size)
    {
        foreach (MemorySegment segment in _segments)
        {
            if (segment.Grow(size) is { } buffer) return buffer;
        }

        return null;
    }

    /// <summary>A buffer in a new segment.</summary>
    public DeviceBuffer Add(DeviceBuffer memory, long size)
    {
        var segment = new MemorySegment(memory);
        _segments.Add(segment);
        return segment.Grow(size) ?? throw new ArgumentException($"A segment of {memory.Size:N0} bytes has no {size:N0} bytes.");
    }

    /// <summary>The bytes of a buffer that holds so many.</summary>
    public static long Size(long bytes) => (bytes + Granularity - 1) / Granularity * Granularity;

    /// <summary>Gives segments that nobody uses back to the driver.</summary>
    public void Trim() => _segments.RemoveAll(segment =>
    {
        if (segment.InUse > 0) return false;
        segment.Free();
        return true;
    });
}
