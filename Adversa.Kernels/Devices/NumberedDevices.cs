using System.Globalization;

namespace Adversa.Kernels.Devices;

/// <summary>One of a driver's devices, and what the driver says about it.</summary>
internal interface IHardware
{
    /// <summary>The maker's name for it.</summary>
    string Name { get; }

    /// <summary>The row of the list of devices.</summary>
    DeviceFacts Facts { get; }

    /// <summary>Why the device cannot be used; null where it can.</summary>
    string? WhyNot { get; }

    /// <summary>Opens it under a name.</summary>
    Device Open(string name);
}

/// <summary>A kind whose devices are numbered in their driver's order: <c>opencl:0</c>, <c>opencl:1</c>, …</summary>
/// <param name="kind">The kind's name.</param>
/// <param name="find">All of its devices, or the reason why there is none.</param>
internal sealed class NumberedDevices(string kind, Func<(IReadOnlyList<IHardware> All, string? WhyNone)> find)
{
    /// <summary>What the names begin with.</summary>
    public string Name => kind;

    /// <summary>The kind, for the table of kinds.</summary>
    public static DeviceKind Kind(string kind, Func<(IReadOnlyList<IHardware> All, string? WhyNone)> find)
    {
        var devices = new NumberedDevices(kind, find);
        return new DeviceKind(kind, $"{kind}:N", devices.List, (selector, _) => devices.Open(selector));
    }

    /// <summary>What there is, or one entry that says why there is nothing.</summary>
    public IEnumerable<DeviceEntry> List()
    {
        (IReadOnlyList<IHardware> all, string? whyNone) = find();
        return whyNone is not null
            ? [new DeviceEntry(kind, null, whyNone)]
            : all.Select((hardware, index) => hardware.WhyNot is { } whyNot
                ? new DeviceEntry($"{kind}:{index}", null, whyNot)
                : new DeviceEntry($"{kind}:{index}", hardware.Facts, null));
    }

    /// <summary>Opens one; the part behind the colon is a number, 0 where there is none.</summary>
    public Device Open(string? selector)
    {
        if (!int.TryParse(selector ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            throw new ArgumentException($"There is no device '{kind}:{selector}'; expected {kind}:N with a number N from 0.");

        (IReadOnlyList<IHardware> all, string? whyNone) = find();
        string name = $"{kind}:{index}";
        if (whyNone is not null) throw new ArgumentException($"There is no device '{name}': {whyNone}.");
        if (index >= all.Count)
        {
            string known = string.Join(", ", all.Select((hardware, i) => $"{kind}:{i} ({hardware.Name})"));
            throw new ArgumentException($"There is no device '{name}'; there is {known}.");
        }

        return all[index].WhyNot is { } whyNot
            ? throw new ArgumentException($"Device '{name}' cannot be used: {whyNot}.")
            : all[index].Open(name);
    }
}
