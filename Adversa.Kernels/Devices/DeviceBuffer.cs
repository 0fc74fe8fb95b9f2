namespace Adversa.Kernels.Devices;

/// <summary>A block of a device's memory, handed out by its <see cref="MemoryPool"/>.</summary>
public abstract class DeviceBuffer(Device device, long size)
{
    /// <summary>The device whose memory this is.</summary>
    public Device Device { get; } = device;

    /// <summary>The block's size in bytes, at least what was asked for.</summary>
    public long Size { get; } = size;

    /// <summary>What this buffer was cut out of; null where it is a block of the driver's.</summary>
    internal MemorySegment? Segment { get; set; }

    /// <summary>Where in the segment it begins, in bytes.</summary>
    internal long SegmentOffset { get; set; }

    /// <summary>
    /// Gives the block back to the device's driver; of a part, only says that it is used no more. Only the pool calls it.
    /// </summary>
    protected internal abstract void Free();

    /// <summary>
    /// A part of this block as a buffer, on devices with a <see cref="Device.SegmentSize"/>. Only the pool calls it.
    /// </summary>
    protected internal virtual DeviceBuffer Cut(long offset, long size) =>
        throw new NotSupportedException($"{Device}: a buffer cannot be cut.");
}

/// <summary>A position in a device buffer: where a tensor's first element lies.</summary>
/// <param name="Buffer">The block of memory.</param>
/// <param name="Offset">Elements, not bytes, from the block's begin.</param>
public readonly record struct BufferView(DeviceBuffer Buffer, int Offset)
{
    /// <summary>The address of the first element, for kernels that run on the CPU.</summary>
    public unsafe T* Pointer<T>() where T : unmanaged => (T*)((CpuBuffer)Buffer).Address + Offset;
}
