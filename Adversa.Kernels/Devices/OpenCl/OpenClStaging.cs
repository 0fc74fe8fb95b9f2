namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>
/// Pinned memory as OpenCL drivers give it: a buffer that the driver allocates where the device can read it, mapped for good.
/// </summary>
internal sealed unsafe class OpenClStaging(OpenClDevice device) : StagingRing
{
    private const ulong AllocateHostMemory = 1 << 4, MapForWriting = 1 << 1;
    private const uint Blocking = 1, NonBlocking = 0;

    private nint _buffer;

    protected override byte* Allocate(int size)
    {
        ClStatus status;
        _buffer = Cl.CreateBuffer(device.Context, AllocateHostMemory, (nuint)size, null, &status);
        device.Check(status, "allocating memory for copies");
        byte* memory = Cl.EnqueueMapBuffer(
            device.Queue, _buffer, Blocking, MapForWriting, 0, (nuint)size, 0, null, null, &status);
        device.Check(status, "allocating memory for copies");
        return memory;
    }

    protected override void Free(byte* memory)
    {
        Cl.EnqueueUnmapMemObject(device.Queue, _buffer, memory, 0, null, null);
        Cl.ReleaseMemObject(_buffer);
    }

    protected override nint Enqueue(byte* source, int count, DeviceBuffer target, long offset)
    {
        nint buffer = ((OpenClBuffer)target).Handle, finished;
        ClStatus status = Cl.EnqueueWriteBuffer(
            device.Queue, buffer, NonBlocking, (nuint)offset, (nuint)count, source, 0, null, &finished);
        device.Check(status, "a copy to the device");
        return finished;
    }

    protected override void Wait(nint fence) =>
        device.Check(Cl.WaitForEvents(1, &fence), "a copy to the device", isWaiting: true);

    protected override void Release(nint fence) => Cl.ReleaseEvent(fence);
}
