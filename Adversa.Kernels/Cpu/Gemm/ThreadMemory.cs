using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// While it is there, scratch memory that its thread gives back waits for the same thread: the lines are in the cache of its
/// core, and of no other. What waits goes back to the pool in the end.
/// </summary>
internal sealed class ThreadMemory : IDisposable
{
    // Up to here any buffer does.
    private const long Small = 1 << 12;

    [ThreadStatic]
    private static ThreadMemory? _ofThisThread;

    private readonly MemoryPool _pool;
    private readonly List<DeviceBuffer> _waiting = [];
    private readonly ThreadMemory? _outer;

    public ThreadMemory(MemoryPool pool)
    {
        _pool = pool;
        (_outer, _ofThisThread) = (_ofThisThread, this);
    }

    /// <summary>
    /// The smallest buffer that waits for this thread and is large enough, but not twice as large, or else one from the pool.
    /// </summary>
    public static DeviceBuffer Rent(MemoryPool pool, long bytes)
    {
        int best = -1;
        List<DeviceBuffer>? waiting = Of(pool)?._waiting;
        for (int i = 0; i < waiting?.Count; i++)
        {
            long size = waiting[i].Size;
            if (size >= bytes && size <= Math.Max(2 * bytes, Small) && (best < 0 || size < waiting[best].Size)) best = i;
        }

        if (best < 0) return pool.Rent(bytes);
        DeviceBuffer buffer = waiting![best];
        waiting.RemoveAt(best);
        return buffer;
    }

    /// <summary>Takes a buffer back that <see cref="Rent"/> gave to this thread.</summary>
    public static void Return(MemoryPool pool, DeviceBuffer buffer)
    {
        if (Of(pool) is { } memory) memory._waiting.Add(buffer);
        else pool.Return(buffer);
    }

    public void Dispose()
    {
        _ofThisThread = _outer;
        foreach (DeviceBuffer buffer in _waiting) _pool.Return(buffer);
    }

    private static ThreadMemory? Of(MemoryPool pool) => _ofThisThread is { } memory && memory._pool == pool ? memory : null;
}
