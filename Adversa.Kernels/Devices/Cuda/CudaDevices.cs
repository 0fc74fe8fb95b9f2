using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices.Cuda;

/// <summary>The NVIDIA driver's devices, numbered in its order: <c>cuda:0</c>, <c>cuda:1</c>, …</summary>
internal static class CudaDevices
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "cuda";

    /// <summary>What there is, or why there is nothing.</summary>
    public static IEnumerable<DeviceEntry> List()
    {
        (IReadOnlyList<CudaHardware> all, string? whyNone) = CudaHardware.Find();
        return whyNone is not null
            ? [new DeviceEntry(Kind, null, whyNone)]
            : all.Select((hardware, index) => hardware.WhyNot is { } whyNot
                ? new DeviceEntry($"{Kind}:{index}", null, whyNot)
                : new DeviceEntry($"{Kind}:{index}", hardware.Facts, null));
    }

    /// <summary>Opens a device by its number.</summary>
    /// <exception cref="ArgumentException">There is none of this number, or it cannot be used.</exception>
    public static Device Open(int index)
    {
        (IReadOnlyList<CudaHardware> all, string? whyNone) = CudaHardware.Find();
        string name = $"{Kind}:{index}";
        if (whyNone is not null) throw new ArgumentException($"There is no device '{name}': {whyNone}.");
        if (index >= all.Count)
        {
            string known = string.Join(", ", all.Select((hardware, i) => $"{Kind}:{i} ({hardware.Name})"));
            throw new ArgumentException($"There is no device '{name}'; there is {known}.");
        }

        return all[index].WhyNot is { } whyNot
            ? throw new ArgumentException($"Device '{name}' cannot be used: {whyNot}.")
            : new CudaDevice(name, all[index], ProgramCache.OfUser());
    }
}
