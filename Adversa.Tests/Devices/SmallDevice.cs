using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

/// <summary>A device without kernels and with little memory.</summary>
internal sealed class SmallDevice(long capacity, long segmentSize = 0) : Device
{
    private long _allocated;

    public override string Name => "small";

    /// <summary>Bytes that the driver has given and not got back.</summary>
    public long Allocated => _allocated;

    public override string Description => $"{capacity} bytes";

    protected internal override long SegmentSize => segmentSize;

    public override void Launch<TArguments>(Kernel<TArguments> kernel, in TArguments arguments) =>
        throw new NotSupportedException("This device only counts memory.");

    public override void CopyFromHost(ReadOnlySpan<byte> source, DeviceBuffer target, long offset) =>
        throw new NotSupportedException("This device only counts memory.");

    public override void CopyToHost(DeviceBuffer source, long offset, Span<byte> target) =>
        throw new NotSupportedException("This device only counts memory.");

    public override void Synchronize()
    {
    }

    protected internal override DeviceBuffer Allocate(long size)
    {
        if (_allocated + size > capacity) throw new OutOfMemoryException();
        _allocated += size;
        return new SmallBuffer(this, size);
    }

    private sealed class SmallBuffer(SmallDevice device, long size) : DeviceBuffer(device, size)
    {
        protected internal override DeviceBuffer Cut(long offset, long size) => new Part(Device, size);

        protected internal override void Free() => device._allocated -= Size;
    }

    private sealed class Part(Device device, long size) : DeviceBuffer(device, size)
    {
        protected internal override void Free()
        {
        }
    }
}
