namespace Adversa.Kernels.Devices;

/// <summary>A kernel's text in a target's language, as UTF-8.</summary>
public delegate ReadOnlySpan<byte> KernelText();

/// <summary>A grouped kernel for one element type, as the compiler emitted it.</summary>
/// <param name="EntryPoint">The name of the function in the texts.</param>
/// <param name="OpenCl">The program in OpenCL C 1.2, complete; null where the target lacks an intrinsic function.</param>
/// <param name="Cuda">The program in CUDA C, complete; null where the target lacks an intrinsic function.</param>
/// <param name="SharedBytes">The memory that a group shares.</param>
/// <param name="NeedsFloat64">Whether the device must compute in double.</param>
/// <param name="Contracts">
/// Whether a·b + c may be one operation with one rounding. Where not, the program in OpenCL C says so itself; CUDA C has no word
/// for it, and is compiled with <c>--fmad=false</c>.
/// </param>
/// <param name="CudaCapability">
/// The lowest compute capability that has the intrinsic functions of the program in CUDA C, as 10·major + minor; 0 for all.
/// </param>
public sealed record GroupedForm(
    string EntryPoint, KernelText? OpenCl, KernelText? Cuda, int SharedBytes, bool NeedsFloat64, bool Contracts = true,
    int CudaCapability = 0)
{
#if WITH_ILGPU
    /// <summary>The method that ILGPU compiles; null where there is none.</summary>
    public Func<System.Reflection.MethodInfo>? IlgpuMethod { get; init; }
#endif
}

/// <summary>
/// A grouped kernel, as compiled from a method marked <see cref="Language.GroupedAttribute"/>. Devices run it; programs launch
/// the <see cref="Kernel{TArguments}"/> of its family, which chooses among the family's grouped kernels.
/// </summary>
/// <param name="name">The method's name in lower case with underscores, then the variant's.</param>
/// <param name="groupSize">Work-items per group.</param>
/// <param name="float32">The form for float32; also that of kernels without an element type.</param>
/// <param name="float64">The form for float64.</param>
/// <param name="fallback">What runs where the target or the device lacks an intrinsic function.</param>
/// <param name="source">The C# text of the kernel and of what it calls.</param>
public sealed class GroupedKernel(
    string name, Extent groupSize, GroupedForm float32, GroupedForm? float64, GroupedKernel? fallback, KernelText source)
{
    /// <summary>The kernel's name.</summary>
    public string Name { get; } = name;

    /// <summary>Work-items per group.</summary>
    public Extent GroupSize { get; } = groupSize;

    /// <summary>What runs where the target or the device lacks an intrinsic function.</summary>
    public GroupedKernel? Fallback { get; } = fallback;

    /// <summary>The C# text.</summary>
    public KernelText Source { get; } = source;

    /// <summary>Whether there is a form for float64.</summary>
    public bool HasFloat64 => float64 is not null;

    /// <summary>The form for an element type.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public GroupedForm Form(DType type) => type switch
    {
        DType.Float64 when float64 is not null => float64,
        DType.Float64 => throw new ArgumentException($"{Name}: there is no form for {type}."),
        _ => float32,
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
