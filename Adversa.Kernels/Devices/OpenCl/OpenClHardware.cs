using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>One of a driver's devices, and what the driver says about it.</summary>
/// <param name="platform">The driver's handle.</param>
/// <param name="device">The device's handle.</param>
internal sealed unsafe class OpenClHardware(nint platform, nint device) : IHardware
{
    /// <summary>What the names of such devices begin with.</summary>
    public const string Kind = "opencl";

    private const ulong AllTypes = 0xFFFFFFFF, ProcessorType = 1 << 1, CorrectlyRoundedDivision = 1 << 7;

    private const string HowToInstall =
        "Debian: apt install ocl-icd-libopencl1, and pocl-opencl-icd for the processor or the driver of the GPU's maker";

    public nint Platform { get; } = platform;

    public nint Device { get; } = device;

    public string Name { get; } = TextOf(device, ClDeviceInfo.Name);

    /// <summary>The driver's name and version.</summary>
    public string Driver { get; } = $"{NameOf(platform)} {TextOf(device, ClDeviceInfo.DriverVersion)}";

    /// <summary><c>OpenCL 3.0</c>, and what the driver adds.</summary>
    public string Version { get; } = TextOf(device, ClDeviceInfo.Version);

    public bool IsProcessor { get; } = (NumberOf<ulong>(device, ClDeviceInfo.Type) & ProcessorType) != 0;

    public int ComputeUnits { get; } = (int)NumberOf<uint>(device, ClDeviceInfo.MaxComputeUnits);

    public int MaxGroupSize { get; } = (int)Math.Min(NumberOf<nuint>(device, ClDeviceInfo.MaxWorkGroupSize), int.MaxValue);

    public int SharedBytes { get; } = (int)Math.Min(NumberOf<ulong>(device, ClDeviceInfo.LocalMemSize), int.MaxValue);

    public long MemoryBytes { get; } = (long)NumberOf<ulong>(device, ClDeviceInfo.GlobalMemSize);

    public long LargestBuffer { get; } = (long)NumberOf<ulong>(device, ClDeviceInfo.MaxMemAllocSize);

    public bool HasFloat64 { get; } = TextOf(device, ClDeviceInfo.Extensions).Split(' ').Contains("cl_khr_fp64");

    /// <summary>Whether a program can ask for quotients and square roots that are right to the last bit.</summary>
    public bool HasExactDivision { get; } =
        (NumberOf<ulong>(device, ClDeviceInfo.SingleFpConfig) & CorrectlyRoundedDivision) != 0;

    public string? WhyNot =>
        NumberOf<uint>(Device, ClDeviceInfo.Available) == 0 ? $"{Name} is not available"
        : NumberOf<uint>(Device, ClDeviceInfo.CompilerAvailable) == 0 ? $"{Name} has no compiler in its driver {Driver}"
        : Version.StartsWith("OpenCL 1.0", StringComparison.Ordinal) || Version.StartsWith("OpenCL 1.1", StringComparison.Ordinal)
            ? $"{Name} has {Version}, expected OpenCL 1.2 or newer"
            : null;

    public DeviceFacts Facts => new(Name, Driver, ComputeUnits, MemoryBytes, HasFloat64);

    public Device Open(string name) => new OpenClDevice(name, this, ProgramCache.OfUser());

    /// <summary>The devices of all drivers, in the loader's order; or the reason why there is none.</summary>
    public static (IReadOnlyList<OpenClHardware> All, string? WhyNone) Find()
    {
        if (!NativeLibraries.IsAvailable(NativeLibraries.OpenCl))
            return ([], $"no OpenCL loader ({string.Join(", ", NativeLibraries.OpenClNames)}) found; {HowToInstall}");

        uint count = 0;
        ClStatus status = Cl.GetPlatformIDs(0, null, &count);
        if (status == ClStatus.PlatformNotFoundKhr || (status == ClStatus.Success && count == 0))
            return ([], $"the OpenCL loader found no driver; {HowToInstall}");
        if (status != ClStatus.Success) return ([], $"the OpenCL loader does not answer ({status.Name()})");

        var platforms = new nint[count];
        fixed (nint* first = platforms) ClQueries.Check(Cl.GetPlatformIDs(count, first, null), "clGetPlatformIDs");
        OpenClHardware[] all = [.. platforms.SelectMany(DevicesOf)];
        return (all, all.Length == 0 ? $"the OpenCL drivers found no device; {HowToInstall}" : null);
    }

    private static OpenClHardware[] DevicesOf(nint platform)
    {
        uint count = 0;

        // A driver whose hardware is missing answers with one error or another, and must not hide the other drivers' devices.
        if (Cl.GetDeviceIDs(platform, AllTypes, 0, null, &count) != ClStatus.Success) return [];
        var devices = new nint[count];
        fixed (nint* first = devices) ClQueries.Check(Cl.GetDeviceIDs(platform, AllTypes, count, first, null), "clGetDeviceIDs");
        return [.. devices.Select(device => new OpenClHardware(platform, device))];
    }

    private static T NumberOf<T>(nint device, ClDeviceInfo info) where T : unmanaged => ClQueries.Number<T>(
        (size, value, needed) => Cl.GetDeviceInfo(device, info, size, value, needed), $"clGetDeviceInfo of {info}");

    private static string TextOf(nint device, ClDeviceInfo info) => ClQueries.Text(
        (size, value, needed) => Cl.GetDeviceInfo(device, info, size, value, needed), $"clGetDeviceInfo of {info}");

    private static string NameOf(nint platform) => ClQueries.Text(
        (size, value, needed) => Cl.GetPlatformInfo(platform, ClPlatformInfo.Name, size, value, needed), "clGetPlatformInfo");
}
