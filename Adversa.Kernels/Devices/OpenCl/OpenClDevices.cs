using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>The devices of all OpenCL drivers, numbered in the loader's order: <c>opencl:0</c>, <c>opencl:1</c>, …</summary>
internal static class OpenClDevices
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "opencl";

    /// <summary>What there is, or why there is nothing.</summary>
    public static IEnumerable<DeviceEntry> List()
    {
        (IReadOnlyList<OpenClHardware> all, string? whyNone) = OpenClHardware.Find();
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
        (IReadOnlyList<OpenClHardware> all, string? whyNone) = OpenClHardware.Find();
        string name = $"{Kind}:{index}";
        if (whyNone is not null) throw new ArgumentException($"There is no device '{name}': {whyNone}.");
        if (index >= all.Count)
        {
            string known = string.Join(", ", all.Select((hardware, i) => $"{Kind}:{i} ({hardware.Name})"));
            throw new ArgumentException($"There is no device '{name}'; there is {known}.");
        }

        return all[index].WhyNot is { } whyNot
            ? throw new ArgumentException($"Device '{name}' cannot be used: {whyNot}.")
            : new OpenClDevice(name, all[index], ProgramCache.OfUser());
    }
}
