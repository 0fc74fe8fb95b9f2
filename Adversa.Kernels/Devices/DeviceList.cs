namespace Adversa.Kernels.Devices;

/// <summary>The devices by name.</summary>
public static class DeviceList
{
    private const int MostThreads = 1024;

    private static readonly Lock Creation = new();
    private static Device? _default;

    /// <summary>Where tensors are made when no device is named: the CPU with one thread per core, unless set otherwise.</summary>
    public static Device Default
    {
        get
        {
            if (Volatile.Read(ref _default) is { } device) return device;
            lock (Creation) return _default ??= new CpuDevice();
        }

        set
        {
            lock (Creation) _default = value;
        }
    }

    /// <summary>Opens the device called <paramref name="name"/>.</summary>
    /// <param name="name"><c>cpu</c>.</param>
    /// <param name="threads">Threads of the CPU device; 0 for one per core.</param>
    /// <exception cref="ArgumentException">
    /// There is no such device, and the message lists those that there are; or a number of threads that no machine has.
    /// </exception>
    public static Device Open(string name, int threads = 0)
    {
        if (name != "cpu") throw new ArgumentException($"There is no device '{name}'; known devices: cpu.");
        return threads is >= 0 and <= MostThreads
            ? new CpuDevice(threads)
            : throw new ArgumentException($"threads: found {threads}, expected 1 to {MostThreads}, or 0 for one per core.");
    }
}
