using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using IlgpuAdapter = ILGPU.Runtime.Device;

namespace Adversa.Kernels.Devices.Ilgpu;

/// <summary>One of the devices that ILGPU finds.</summary>
internal sealed class IlgpuHardware(IlgpuAdapter adapter) : IHardware
{
    private const int Warp = 32, WarpsPerGroup = 8;

    public string Name => adapter.Name;

    public DeviceFacts Facts => new(
        Name, Driver, adapter.NumMultiprocessors,
        // On the processor ILGPU states the largest number that there is.
        adapter is CPUDevice ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : adapter.MemorySize, HasFloat64);

    public string? WhyNot => null;

    /// <summary>ILGPU, its version, and what it drives the device through.</summary>
    public string Driver => $"ILGPU {typeof(Context).Assembly.GetName().Version?.ToString(3)}, {adapter.AcceleratorType}";

    public bool HasFloat64 => adapter is not CLDevice openCl || openCl.Capabilities.Float64;

    public bool IsProcessor => adapter is CPUDevice or CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU };

    /// <summary>Whether work-items can read each other's registers in warps of the size that kernels are written for.</summary>
    public bool HasWarps => adapter is not CLDevice && adapter.WarpSize == Warp;

    public int MaxGroupSize => adapter.MaxNumThreadsPerGroup;

    public int MaxSharedBytes => adapter.MaxSharedMemoryPerGroup;

    /// <summary>
    /// The processor as ILGPU simulates a GPU: one group at a time with a thread per work-item, as many as the largest kernels'
    /// groups have.
    /// </summary>
    public static IlgpuHardware Processor() => new(new CPUDevice(Warp, WarpsPerGroup, numMultiprocessors: 1));

    /// <summary>The devices that ILGPU finds through CUDA, or the reason why there is none.</summary>
    public static (IReadOnlyList<IHardware> All, string? WhyNone) FindCuda() =>
        Find(builder => builder.Cuda(), AcceleratorType.Cuda, "ILGPU finds no CUDA device");

    /// <summary>The devices that ILGPU finds through OpenCL, or the reason why there is none.</summary>
    public static (IReadOnlyList<IHardware> All, string? WhyNone) FindOpenCl() =>
        Find(
            builder => builder.OpenCL(), AcceleratorType.OpenCL,
            "ILGPU finds no OpenCL device with a generic address space, which it needs");

    public Device Open(string name) => new IlgpuDevice(name, this);

    public Accelerator CreateAccelerator(Context context) => adapter.CreateAccelerator(context);

    private static (IReadOnlyList<IHardware> All, string? WhyNone) Find(
        Action<Context.Builder> enable, AcceleratorType type, string whyNone)
    {
        using Context context = Context.Create(enable);
        // A context with nothing in it has the processor.
        IlgpuHardware[] all =
        [
            .. context.Devices.Where(adapter => adapter.AcceleratorType == type).Select(adapter => new IlgpuHardware(adapter)),
        ];
        return (all, all.Length == 0 ? whyNone : null);
    }
}
