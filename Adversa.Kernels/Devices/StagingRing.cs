namespace Adversa.Kernels.Devices;

/// <summary>
/// Pinned memory through which bytes go to a device while the program goes on: a ring in which each copy has a range of its own
/// until the device has read it. A copy waits only where the ring is full of copies that have not yet run. One thread at a time.
/// </summary>
internal abstract unsafe class StagingRing : IDisposable
{
    private const int Capacity = 32 << 20, LargestPart = Capacity / 4, Alignment = 64, MostInFlight = 256;

    private readonly Queue<Part> _inFlight = new(MostInFlight);
    private byte* _memory;
    private int _head;

    /// <summary>Copies the bytes aside and queues their way to the device.</summary>
    public void Copy(ReadOnlySpan<byte> source, DeviceBuffer target, long offset)
    {
        if (_memory == null) _memory = Allocate(Capacity);
        while (!source.IsEmpty)
        {
            int count = Math.Min(source.Length, LargestPart);
            Reserve(count);
            source[..count].CopyTo(new Span<byte>(_memory + _head, count));
            nint fence = Enqueue(_memory + _head, count, target, offset);
            _inFlight.Enqueue(new Part(_head, _head + count, fence));
            _head += (count + Alignment - 1) & -Alignment;
            source = source[count..];
            offset += count;
        }
    }

    /// <summary>Gives the memory back. The device has finished all copies.</summary>
    public void Dispose()
    {
        while (_inFlight.TryDequeue(out Part part)) Release(part.Fence);
        if (_memory != null) Free(_memory);
        _memory = null;
    }

    /// <summary>Takes pinned memory from the driver.</summary>
    protected abstract byte* Allocate(int size);

    /// <summary>Gives it back.</summary>
    protected abstract void Free(byte* memory);

    /// <summary>Queues a copy and gives something to wait for.</summary>
    protected abstract nint Enqueue(byte* source, int count, DeviceBuffer target, long offset);

    /// <summary>Waits for a copy.</summary>
    protected abstract void Wait(nint fence);

    /// <summary>Forgets a copy.</summary>
    protected abstract void Release(nint fence);

    /// <summary>Makes room for so many bytes at the head.</summary>
    private void Reserve(int count)
    {
        if (_inFlight.Count == MostInFlight) WaitForOldest();
        if (_head + count > Capacity)
        {
            // What lies between here and the ring's end is older than what lies at its begin.
            while (_inFlight.TryPeek(out Part part) && part.Begin >= _head) WaitForOldest();
            _head = 0;
        }

        while (_inFlight.TryPeek(out Part part) && part.Begin < _head + count && part.End > _head) WaitForOldest();
    }

    private void WaitForOldest()
    {
        nint fence = _inFlight.Dequeue().Fence;
        try
        {
            Wait(fence);
        }
        finally
        {
            Release(fence);
        }
    }

    private readonly record struct Part(int Begin, int End, nint Fence);
}
