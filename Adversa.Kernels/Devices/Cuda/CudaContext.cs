namespace Adversa.Kernels.Devices.Cuda;

/// <summary>
/// A device's primary context, shared with whatever else in the process uses the device. Memory goes with it: it is kept until
/// the device and the last of its buffers have let go of it.
/// </summary>
internal sealed unsafe class CudaContext
{
    private readonly int _device;
    private readonly nint _handle;
    private int _users = 1;

    /// <summary>Retains the context; its maker is the first user.</summary>
    public CudaContext(int device)
    {
        _device = device;
        nint handle;
        Cu.DevicePrimaryCtxRetain(&handle, device).Check("cuDevicePrimaryCtxRetain");
        _handle = handle;
    }

    /// <summary>
    /// Makes it this thread's context, which the driver's calls refer to. Nothing here remembers which context a thread has:
    /// other devices and other libraries change it, and the call costs little beside the ones behind it.
    /// </summary>
    public CuResult MakeCurrent() => Cu.CtxSetCurrent(_handle);

    /// <summary>Counts one more user.</summary>
    public void AddUser() => Interlocked.Increment(ref _users);

    /// <summary>Counts one user less, and lets go of it after the last. A lost device's answer does not matter.</summary>
    public void RemoveUser()
    {
        if (Interlocked.Decrement(ref _users) == 0) Cu.DevicePrimaryCtxRelease(_device);
    }
}
