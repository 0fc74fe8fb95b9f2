using System.Runtime.InteropServices;
using System.Text;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices.Cuda;

/// <summary>One of the driver's devices, and what the driver says about it.</summary>
internal sealed unsafe class CudaHardware : IHardware
{
    /// <summary>What the names of such devices begin with.</summary>
    public const string Kind = "cuda";

    private const string HowToInstallCompiler =
        "install CUDA's toolkit 11 to 13, or its NVRTC alone (pip install nvidia-cuda-nvrtc-cu12, and put that package's " +
        "nvidia/cuda_nvrtc/lib into LD_LIBRARY_PATH), or name the library in " + CudaLibraries.CompilerVariable;

    private const int LongestName = 256;
    private static readonly Version OldestDriver = new(11, 0);

    private readonly NvrtcTarget? _target;

    private CudaHardware(int ordinal)
    {
        int device;
        Cu.DeviceGet(&device, ordinal).Check("cuDeviceGet");
        Device = device;
        Name = NameOf(device);
        nuint memory;
        Cu.DeviceTotalMem(&memory, device).Check("cuDeviceTotalMem");
        MemoryBytes = (long)memory;
        Capability = (10 * Get(CuDeviceAttribute.ComputeCapabilityMajor)) + Get(CuDeviceAttribute.ComputeCapabilityMinor);
        ComputeUnits = Get(CuDeviceAttribute.MultiprocessorCount);
        MaxGroupSize = Get(CuDeviceAttribute.MaxThreadsPerBlock);
        SharedBytes = Get(CuDeviceAttribute.MaxSharedMemoryPerBlock);
        MaxGroups = new Extent(Get(CuDeviceAttribute.MaxGridX), Get(CuDeviceAttribute.MaxGridY), Get(CuDeviceAttribute.MaxGridZ));
        _target = NvrtcCompiler.TargetOf(Capability);
    }

    /// <summary>The version of CUDA that the driver knows, 12.4 say. The driver must be loaded.</summary>
    public static Version DriverVersion
    {
        get
        {
            int version;
            Cu.DriverGetVersion(&version).Check("cuDriverGetVersion");
            return new Version(version / 1000, version % 1000 / 10);
        }
    }

    /// <summary>The CUdevice.</summary>
    public int Device { get; }

    public string Name { get; }

    /// <summary>The compute capability: 86 for 8.6.</summary>
    public int Capability { get; }

    public string Driver { get; } = $"CUDA {DriverVersion}, NVRTC {NvrtcCompiler.Version}";

    public int ComputeUnits { get; }

    public int MaxGroupSize { get; }

    /// <summary>The memory that a group can declare. More must be asked for at the launch, which no kernel does.</summary>
    public int SharedBytes { get; }

    public Extent MaxGroups { get; }

    public long MemoryBytes { get; }

    /// <summary>What programs are compiled for, where <see cref="WhyNot"/> is null.</summary>
    public NvrtcTarget Target => _target ?? throw new DeviceException(WhyNot!);

    public string? WhyNot => _target is not null
        ? null
        : $"{Name} has compute capability {Spoken(Capability)}, and NVRTC {NvrtcCompiler.Version} compiles for " +
          $"{Spoken(NvrtcCompiler.Supported.Min())} and newer; name an older NVRTC in {CudaLibraries.CompilerVariable}";

    public DeviceFacts Facts =>
        new($"{Name} (compute capability {Spoken(Capability)})", Driver, ComputeUnits, MemoryBytes, HasFloat64: true);

    public Device Open(string name) => new CudaDevice(name, this, ProgramCache.OfUser());

    /// <summary>The driver's devices in its order; or the reason why there is none.</summary>
    public static (IReadOnlyList<CudaHardware> All, string? WhyNone) Find()
    {
        if (WhyNoDriver() is { } whyNoDriver) return ([], whyNoDriver);
        int count;
        Cu.DeviceGetCount(&count).Check("cuDeviceGetCount");
        if (count == 0) return ([], WhyNotStarted(CuResult.NoDevice));
        if (!NativeLibraries.IsAvailable(NativeLibraries.Nvrtc)) return ([], WhyNoCompiler());
        return (Enumerable.Range(0, count).Select(ordinal => new CudaHardware(ordinal)).ToList(), null);
    }

    private static string? WhyNoDriver()
    {
        if (!NativeLibraries.IsAvailable(NativeLibraries.Cuda))
        {
            return CudaLibraries.Named(CudaLibraries.DriverVariable) is { } file
                ? $"{CudaLibraries.DriverVariable} names {file}, which cannot be loaded"
                : $"no NVIDIA driver ({string.Join(", ", CudaLibraries.DriverNames)}) found";
        }

        CuResult started = Cu.Init(0);
        if (started != CuResult.Success) return WhyNotStarted(started);
        return DriverVersion >= OldestDriver
            ? null
            : $"the NVIDIA driver knows CUDA {DriverVersion}, expected {OldestDriver} or newer; update the driver";
    }

    /// <summary>What the driver's answer to cuInit means.</summary>
    private static string WhyNotStarted(CuResult result) => result switch
    {
        CuResult.NoDevice =>
            "the NVIDIA driver reports no device; look at nvidia-smi and CUDA_VISIBLE_DEVICES, and what the container sees",
        CuResult.StubLibrary => "libcuda is a toolkit's stub for linking, not a driver; take its folder out of LD_LIBRARY_PATH",
        _ => $"the NVIDIA driver does not start: {result.Text()}",
    };

    private static string WhyNoCompiler() => CudaLibraries.Named(CudaLibraries.CompilerVariable) is { } file
        ? $"{CudaLibraries.CompilerVariable} names {file}, which cannot be loaded"
        : $"the NVIDIA driver is there (CUDA {DriverVersion}), but no NVRTC, which compiles the kernels; {HowToInstallCompiler}";

    private static string Spoken(int capability) => $"{capability / 10}.{capability % 10}";

    private static string NameOf(int device)
    {
        byte* name = stackalloc byte[LongestName];
        Cu.DeviceGetName(name, LongestName, device).Check("cuDeviceGetName");
        return Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }

    private int Get(CuDeviceAttribute attribute)
    {
        int value;
        Cu.DeviceGetAttribute(&value, attribute, Device).Check($"cuDeviceGetAttribute({attribute})");
        return value;
    }
}
