using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>What a pointwise kernel does with one of its parameters.</summary>
public enum ParameterRole
{
    /// <summary>A tensor that is read.</summary>
    Read,

    /// <summary>A tensor that is read and written in place (<c>ref</c>).</summary>
    ReadWrite,

    /// <summary>The tensor that takes the returned value; always the last operand.</summary>
    Write,

    /// <summary>One number for the whole launch.</summary>
    Scalar,
}

/// <summary>One tensor operand of a pointwise kernel: a stride of 0 repeats an element along an axis.</summary>
public readonly record struct Operand(BufferView Data, Axes Strides);

/// <summary>
/// A pointwise kernel's operands, all over the index space Sizes. Tensors and scalars each come in the order of the kernel's
/// parameters, the output last. A written operand has no stride of 0 along an axis longer than 1, and shares memory with
/// another operand only where both are the same view.
/// </summary>
public readonly struct PointwiseArguments
{
    /// <summary>The largest number of tensors, and of scalars.</summary>
    public const int MaxOperands = 8;

    private readonly OperandArray _operands;
    private readonly ScalarArray _scalars;

    /// <summary>Copies the operands and scalars.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxOperands"/> operands or scalars.</exception>
    public PointwiseArguments(DType type, Axes sizes, ReadOnlySpan<Operand> operands, ReadOnlySpan<double> scalars)
    {
        Type = type;
        Sizes = sizes;
        OperandCount = operands.Length;
        ScalarCount = scalars.Length;
        operands.CopyTo(_operands);
        scalars.CopyTo(_scalars);
    }

    /// <summary>The element type of every operand: float32 or float64.</summary>
    public DType Type { get; }

    /// <summary>The sizes of the index space.</summary>
    public Axes Sizes { get; }

    /// <summary>How many tensor operands there are.</summary>
    public int OperandCount { get; }

    /// <summary>How many scalars there are.</summary>
    public int ScalarCount { get; }

    /// <summary>Tensor operand <paramref name="index"/>.</summary>
    public Operand Operand(int index) => _operands[index];

    /// <summary>Scalar <paramref name="index"/>.</summary>
    public double Scalar(int index) => _scalars[index];

    [InlineArray(MaxOperands)]
    private struct OperandArray
    {
        private Operand _first;
    }

    [InlineArray(MaxOperands)]
    private struct ScalarArray
    {
        private double _first;
    }
}

/// <summary>
/// The compiled inner loop of a pointwise kernel over <paramref name="count"/> consecutive elements. Every tensor operand is
/// dense from its pointer on; the constants, what depends on scalars alone, are double and narrowed by the loop.
/// </summary>
internal unsafe delegate void PointwiseLoop(void** operands, double* constants, int count);

/// <summary>A pointwise kernel's texts, and its programs for devices other than the CPU.</summary>
internal sealed record PointwisePrograms(KernelText Source, KernelText Simd, GroupedKernel Dense, GroupedKernel Strided);

/// <summary>A pointwise kernel, as compiled from a method marked <see cref="Language.PointwiseAttribute"/>.</summary>
/// <remarks>
/// <para>
/// An output element needs one element of each operand and no neighbour, so a launch is one loop, cut anywhere. In float32 each
/// operand that is read or written moves 4 bytes per element, and one in place 8; most kernels compute too little to take
/// longer than that. Operands of any strides are served by the one dense loop: what is not contiguous is gathered in blocks
/// that stay in the first-level cache (<see cref="CpuPointwise"/>), so that memory still sees each element once, though by
/// whole lines of 64 bytes. The loop itself takes the widest vectors of the processor, 16, 8 or 4 floats, and the last elements
/// the same way in padded vectors (<see cref="Cpu.Simd.SimdLoop{T,TBody}"/>). A next version would fuse kernels that follow one
/// another, 8 bytes per element for each intermediate tensor that is not written, and store past the cache what is not read
/// soon.
/// </para>
/// <para>
/// On other devices a work-item takes one element at a time (<see cref="GpuPointwise"/>), with the same operations in the same
/// order and nothing contracted: arithmetic gives the CPU's bits wherever division and roots are correctly rounded. There a next
/// version would take four elements per work-item, with one access of 16 bytes each, where the operands are aligned.
/// </para>
/// </remarks>
public sealed class PointwiseKernel : Kernel<PointwiseArguments>
{
    private readonly PointwiseSignature _signature;
    private readonly Lazy<PointwisePrograms> _programs;

    /// <summary>Puts together what the compiler has emitted for a kernel.</summary>
    /// <param name="name">The method's name in lower case with underscores: <c>leaky_relu</c>.</param>
    /// <param name="parameters">The roles of the parameters, then <see cref="ParameterRole.Write"/> for a returned value.</param>
    /// <param name="float32">The CPU's loop for float32.</param>
    /// <param name="float64">The CPU's loop for float64.</param>
    /// <param name="constantCount">How many constants <paramref name="constants"/> gives.</param>
    /// <param name="constants">Computes what depends on scalars alone.</param>
    /// <param name="programs">The kernel's texts; most processes run on the CPU and never ask for them.</param>
    internal PointwiseKernel(
        string name, ParameterRole[] parameters, PointwiseLoop float32, PointwiseLoop float64, int constantCount,
        PointwiseConstants constants, Func<PointwisePrograms> programs)
        : this(name, new(name, parameters, constantCount, constants), float32, float64, new(programs))
    {
    }

    private PointwiseKernel(
        string name, PointwiseSignature signature, PointwiseLoop float32, PointwiseLoop float64, Lazy<PointwisePrograms> programs)
        : base(name, new CpuPointwise(signature, float32, float64).Run, new GpuPointwise(signature, programs).Run)
    {
        _signature = signature;
        _programs = programs;
    }

    /// <summary>
    /// The roles of the parameters in their order, then <see cref="ParameterRole.Write"/> for a returned value.
    /// </summary>
    public ReadOnlySpan<ParameterRole> Parameters => _signature.Parameters;

    /// <summary>The C# text of the method and of those that it calls.</summary>
    public KernelText Source => _programs.Value.Source;

    /// <summary>The C# text of the CPU's loop over vectors of float32.</summary>
    public KernelText Simd => _programs.Value.Simd;

    /// <summary>What other devices run where all operands are contiguous.</summary>
    public GroupedKernel Dense => _programs.Value.Dense;

    /// <summary>What other devices run on operands of any strides.</summary>
    public GroupedKernel Strided => _programs.Value.Strided;
}
