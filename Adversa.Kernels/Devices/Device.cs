namespace Adversa.Kernels.Devices;

/// <summary>
/// Something that runs kernels: a name, pooled memory, and the launch of a kernel. Launches happen in the order in which
/// they are made; only <see cref="CopyToHost"/> and <see cref="Synchronize"/> wait for them. Whoever opened a device disposes it.
/// </summary>
public abstract class Device : IDisposable
{
    private long _hostWaits;

    /// <summary>Creates the device's memory pool.</summary>
    protected Device() => Memory = new MemoryPool(this);

    /// <summary>The name that selects the device: <c>cpu</c>, <c>opencl:0</c>, <c>cuda:0</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What the device is, for a person: processor, instruction set, threads.</summary>
    public abstract string Description { get; }

    /// <summary>The device's memory.</summary>
    public MemoryPool Memory { get; }

    /// <summary>
    /// How often the program has waited for the device so far: calls of <see cref="CopyToHost"/> and
    /// <see cref="Synchronize"/>. It does not change within a training step.
    /// </summary>
    public long HostWaits => Interlocked.Read(ref _hostWaits);

    /// <summary>Runs a kernel on its arguments.</summary>
    public abstract void Launch<TArguments>(Kernel<TArguments> kernel, in TArguments arguments) where TArguments : struct;

    /// <summary>Copies bytes from the program into a buffer, <paramref name="offset"/> bytes from its begin.</summary>
    public abstract void CopyFromHost(ReadOnlySpan<byte> source, DeviceBuffer target, long offset);

    /// <summary>Waits for all launches, then copies bytes from a buffer into the program.</summary>
    public abstract void CopyToHost(DeviceBuffer source, long offset, Span<byte> target);

    /// <summary>Waits until everything launched so far has finished.</summary>
    public abstract void Synchronize();

    /// <summary>
    /// Gives back what the device took from the system: waiting memory at once, memory in use when its tensors are disposed.
    /// Nothing can be launched any more. May be called twice.
    /// </summary>
    public virtual void Dispose()
    {
        Memory.Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Every <see cref="CopyToHost"/> and <see cref="Synchronize"/> calls it, for <see cref="HostWaits"/>.</summary>
    protected void CountHostWait() => Interlocked.Increment(ref _hostWaits);

    /// <summary>What a message about missing memory says behind the bytes in use: <c> of 8,000,000,000</c>.</summary>
    internal virtual string MemoryLimits => "";

    /// <summary>Asks the driver for memory. Only the pool calls it.</summary>
    /// <exception cref="OutOfMemoryException">There is no more.</exception>
    protected internal abstract DeviceBuffer Allocate(long size);

    /// <summary>
    /// How many bytes the pool asks the driver for at least, to cut large buffers out of them with
    /// <see cref="DeviceBuffer.Cut"/>; 0 for a driver whose buffers cannot be cut.
    /// </summary>
    protected internal virtual long SegmentSize => 0;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
