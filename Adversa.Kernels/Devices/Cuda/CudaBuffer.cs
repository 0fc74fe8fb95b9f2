namespace Adversa.Kernels.Devices.Cuda;

/// <summary>A device's memory, at an address of its own.</summary>
internal sealed class CudaBuffer(CudaDevice device, long size, ulong address) : DeviceBuffer(device, size)
{
    /// <summary>
    /// Memory that nobody returned is not lost for ever, though a tape or a scope should have returned it. The driver gives it
    /// back when the launches that are queued have finished.
    /// </summary>
    ~CudaBuffer()
    {
        if (Address == 0) return;
        Device.Memory.Forget(this);
        Release();
    }

    /// <summary>The CUdeviceptr; 0 after the memory was given back.</summary>
    public ulong Address { get; private set; } = address;

    protected internal override void Free()
    {
        if (Address != 0) Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        ((CudaDevice)Device).Release(Address);
        Address = 0;
    }
}
