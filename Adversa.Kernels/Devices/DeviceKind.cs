namespace Adversa.Kernels.Devices;

/// <summary>A kind of device: the part of a device's name in front of the colon.</summary>
/// <param name="Name"><c>opencl</c>.</param>
/// <param name="Pattern">How its devices are called, for a person: <c>opencl:N</c>.</param>
/// <param name="List">What there is of it, or one entry that says why there is nothing.</param>
/// <param name="Open">
/// Opens one, by the part of the name behind the colon (null without a colon) and the number of CPU threads; throws an
/// <see cref="ArgumentException"/> where there is no such device.
/// </param>
internal sealed record DeviceKind(
    string Name, string Pattern, Func<IEnumerable<DeviceEntry>> List, Func<string?, int, Device> Open)
{
    /// <summary>A kind that this build has not.</summary>
    /// <param name="name">The kind's name.</param>
    /// <param name="whyNot">Why, and what to do.</param>
    public static DeviceKind Absent(string name, string whyNot) => new(
        name, name, () => [new DeviceEntry(name, null, whyNot)],
        (_, _) => throw new ArgumentException($"There is no device '{name}': {whyNot}."));
}
