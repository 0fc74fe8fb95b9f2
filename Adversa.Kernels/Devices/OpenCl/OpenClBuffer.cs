namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>A cl_mem.</summary>
internal sealed class OpenClBuffer : DeviceBuffer
{
    public OpenClBuffer(OpenClDevice device, long size, nint handle) : base(device, size)
    {
        Handle = handle;
        GC.AddMemoryPressure(size);
    }

    /// <summary>
    /// Memory that nobody returned is not lost for ever, though a tape or a scope should have returned it. The driver keeps it
    /// until the launches that are queued have used it.
    /// </summary>
    ~OpenClBuffer()
    {
        if (Handle == 0) return;
        Device.Memory.Forget(this);
        Release();
    }

    public nint Handle { get; private set; }

    protected internal override void Free()
    {
        if (Handle != 0) Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        ((OpenClDevice)Device).Release(Handle, Size);
        Handle = 0;
        GC.RemoveMemoryPressure(Size);
    }
}
