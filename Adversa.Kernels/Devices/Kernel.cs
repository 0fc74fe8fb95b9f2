namespace Adversa.Kernels.Devices;

/// <summary>The CPU's version of a kernel.</summary>
public delegate void CpuKernel<TArguments>(CpuDevice device, in TArguments arguments) where TArguments : struct;

/// <summary>A kernel by name, with a version for each kind of device.</summary>
/// <param name="name">Lower case with underscores: <c>conv2d_input_gradient</c>.</param>
/// <param name="cpu">The version for the CPU.</param>
/// <param name="gpu">The version for devices with programs of their own.</param>
public class Kernel<TArguments>(string name, CpuKernel<TArguments> cpu, GpuKernel<TArguments> gpu)
    where TArguments : struct
{
    /// <summary>The kernel's name.</summary>
    public string Name { get; } = name;

    /// <summary>The version for the CPU.</summary>
    public CpuKernel<TArguments> Cpu { get; } = cpu;

    /// <summary>The version for devices with programs of their own.</summary>
    public GpuKernel<TArguments> Gpu { get; } = gpu;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
