namespace Adversa.Kernels.Devices.Cuda;

/// <summary>Pinned memory as the CUDA driver gives it, with an event behind each copy.</summary>
internal sealed unsafe class CudaStaging(CudaDevice device) : StagingRing
{
    private const uint WithoutTiming = 2;

    private readonly Stack<nint> _idleEvents = new();

    protected override byte* Allocate(int size)
    {
        void* memory;
        device.Check(Cu.MemHostAlloc(&memory, (nuint)size, 0), "allocating pinned memory for copies");
        return (byte*)memory;
    }

    protected override void Free(byte* memory)
    {
        while (_idleEvents.TryPop(out nint idle)) Cu.EventDestroy(idle);
        Cu.MemFreeHost(memory);
    }

    protected override nint Enqueue(byte* source, int count, DeviceBuffer target, long offset)
    {
        ulong address = ((CudaBuffer)target).Address + (ulong)offset;
        device.Check(Cu.MemcpyHtoDAsync(address, source, (nuint)count, device.Stream), "a copy to the device");
        nint finished = TakeEvent();
        device.Check(Cu.EventRecord(finished, device.Stream), "a copy to the device");
        return finished;
    }

    protected override void Wait(nint fence) => device.Check(Cu.EventSynchronize(fence), "a copy to the device");

    protected override void Release(nint fence) => _idleEvents.Push(fence);

    private nint TakeEvent()
    {
        if (_idleEvents.TryPop(out nint idle)) return idle;
        nint created;
        device.Check(Cu.EventCreate(&created, WithoutTiming), "a copy to the device");
        return created;
    }
}
