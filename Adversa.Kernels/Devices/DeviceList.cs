using Adversa.Kernels.Devices.Cuda;
using Adversa.Kernels.Devices.OpenCl;

namespace Adversa.Kernels.Devices;

/// <summary>The devices by name.</summary>
public static class DeviceList
{
    private const int MostThreads = 1024;

    /// <summary>Every kind of device; a new one is one line here.</summary>
    internal static readonly List<DeviceKind> Kinds =
    [
        new("cpu", "cpu", CpuDevice.List, OpenCpu),
        NumberedDevices.Kind(OpenClHardware.Kind, static () => OpenClHardware.Find()),
        NumberedDevices.Kind(CudaHardware.Kind, static () => CudaHardware.Find()),
#if WITH_ILGPU
        Ilgpu.IlgpuDevices.Kind,
#else
        DeviceKind.Absent("ilgpu", "Adversa was built without ILGPU; build it with -p:WithILGPU=true"),
#endif
    ];

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
    /// <param name="name">
    /// <c>cpu</c>, <c>opencl:N</c>, <c>cuda:N</c>; a kind alone is its number 0. In a build with ILGPU also <c>ilgpu:cpu</c>,
    /// <c>ilgpu:opencl:N</c> and <c>ilgpu:cuda:N</c>.
    /// </param>
    /// <param name="threads">Threads of the CPU device; 0 for one per core. Other devices have none.</param>
    /// <exception cref="ArgumentException">
    /// There is no such device, and the message lists those that there are and what is missing; or a number of threads that no
    /// machine has.
    /// </exception>
    /// <exception cref="DeviceException">The device is there, and its driver cannot open it.</exception>
    public static Device Open(string name, int threads = 0)
    {
        string[] parts = name.Split(':', 2);
        if (Kinds.FirstOrDefault(kind => kind.Name == parts[0]) is { } kind)
            return kind.Open(parts is [_, var selector] ? selector : null, threads);
        string known = string.Join(", ", Kinds.Select(kind => kind.Pattern));
        throw new ArgumentException($"There is no device '{name}'; known devices: {known}; see adversa devices.");
    }

    /// <summary>What devices there are, and of the others why they are not there.</summary>
    public static IReadOnlyList<DeviceEntry> List() => [.. Kinds.SelectMany(ListOf)];

    /// <summary>A driver that fails to say what it has is one line of the list, and hides nothing else.</summary>
    private static IEnumerable<DeviceEntry> ListOf(DeviceKind kind)
    {
        try
        {
            return [.. kind.List()];
        }
        catch (DeviceException e)
        {
            return [new DeviceEntry(kind.Name, null, e.Message)];
        }
    }

    private static CpuDevice OpenCpu(string? selector, int threads)
    {
        if (selector is not null) throw new ArgumentException($"There is no device 'cpu:{selector}'; there is cpu.");
        return threads is >= 0 and <= MostThreads
            ? new CpuDevice(threads)
            : throw new ArgumentException($"threads: found {threads}, expected 1 to {MostThreads}, or 0 for one per core.");
    }
}
