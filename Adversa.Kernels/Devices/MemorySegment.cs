namespace Adversa.Kernels.Devices;

/// <summary>
/// One block of a driver's memory that large buffers are cut out of. What is given back joins its free neighbours, so that the
/// place of one buffer serves two smaller ones later, and the places of two a larger one. Above <see cref="Top"/> nothing was
/// ever used: a system that hands out pages when they are first touched has not spent them yet.
/// </summary>
internal sealed class MemorySegment(DeviceBuffer memory)
{
    /// <summary>The free ranges below <see cref="Top"/> in rising order; no two of them touch.</summary>
    private readonly List<(long Begin, long End)> _free = [];

    /// <summary>Where the memory ends that was used so far.</summary>
    public long Top { get; private set; }

    /// <summary>Bytes of the buffers that are in use.</summary>
    public long InUse { get; private set; }

    /// <summary>Bytes that were used and wait to be used again.</summary>
    public long Waiting => Top - InUse;

    /// <summary>The size of the smallest free range below <see cref="Top"/> that has room; null where none has.</summary>
    public long? BestFit(long size) => Find(size) is { } range ? Length(_free[range]) : null;

    /// <summary>Cuts a buffer out of the smallest free range that has room.</summary>
    public DeviceBuffer Cut(long size)
    {
        int range = Find(size) ?? throw new InvalidOperationException($"The segment has no free range of {size:N0} bytes.");
        (long begin, long end) = _free[range];
        if (end - begin == size) _free.RemoveAt(range);
        else _free[range] = (begin + size, end);
        return Take(begin, size);
    }

    /// <summary>
    /// Cuts a buffer out of what was never used, and of the free range below it; null where the segment ends too early.
    /// </summary>
    public DeviceBuffer? Grow(long size)
    {
        bool endsFree = _free.Count > 0 && _free[^1].End == Top;
        long begin = endsFree ? _free[^1].Begin : Top;
        if (begin + size > memory.Size) return null;
        if (endsFree) _free.RemoveAt(_free.Count - 1);
        Top = begin + size;
        return Take(begin, size);
    }

    /// <summary>Takes a buffer back that was cut out of this segment.</summary>
    public void Return(DeviceBuffer part)
    {
        (long begin, long end) = (part.SegmentOffset, part.SegmentOffset + part.Size);
        InUse -= part.Size;
        int next = _free.FindIndex(range => range.Begin > begin);
        if (next < 0) next = _free.Count;
        if (next < _free.Count && _free[next].Begin == end)
        {
            end = _free[next].End;
            _free.RemoveAt(next);
        }

        if (next > 0 && _free[next - 1].End == begin)
        {
            begin = _free[--next].Begin;
            _free.RemoveAt(next);
        }

        _free.Insert(next, (begin, end));
        part.Free();
    }

    /// <summary>Gives the memory back to the driver.</summary>
    public void Free() => memory.Free();

    private static long Length((long Begin, long End) range) => range.End - range.Begin;

    private int? Find(long size)
    {
        int? best = null;
        for (int i = 0; i < _free.Count; i++)
        {
            if (Length(_free[i]) >= size && (best is null || Length(_free[i]) < Length(_free[best.Value]))) best = i;
        }

        return best;
    }

    private DeviceBuffer Take(long begin, long size)
    {
        InUse += size;
        DeviceBuffer part = memory.Cut(begin, size);
        (part.Segment, part.SegmentOffset) = (this, begin);
        return part;
    }
}
