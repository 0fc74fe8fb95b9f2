using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;

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
/// dense from its pointer on; the scalars are double and narrowed by the loop.
/// </summary>
public unsafe delegate void PointwiseLoop(void** operands, double* scalars, int count);

/// <summary>A pointwise kernel, as compiled from a method marked <see cref="Language.PointwiseAttribute"/>.</summary>
/// <remarks>
/// An output element needs one element of each operand and no neighbour, so a launch is one loop, cut anywhere. In float32 each
/// operand that is read or written moves 4 bytes per element, and one in place 8; most kernels compute too little to take
/// longer than that. Operands of any strides are served by the one dense loop: what is not contiguous is gathered in blocks
/// that stay in the first-level cache (<see cref="CpuPointwise"/>), so that memory still sees each element once, though by
/// whole lines of 64 bytes. The loop itself takes the widest vectors of the processor, 16, 8 or 4 floats, and the last elements
/// the same way in padded vectors (<see cref="Cpu.Simd.SimdLoop{T,TBody}"/>). A next version would fuse kernels that follow one
/// another, 8 bytes per element for each intermediate tensor that is not written, and store past the cache what is not read
/// soon.
/// </remarks>
/// <param name="name">The method's name in lower case with underscores: <c>leaky_relu</c>.</param>
/// <param name="parameters">The roles of the parameters, then <see cref="ParameterRole.Write"/> for a returned value.</param>
/// <param name="float32">The loop for float32.</param>
/// <param name="float64">The loop for float64.</param>
public sealed class PointwiseKernel(string name, ParameterRole[] parameters, PointwiseLoop float32, PointwiseLoop float64)
    : Kernel<PointwiseArguments>(name, new CpuPointwise(name, parameters, float32, float64).Run)
{
    /// <summary>
    /// The roles of the parameters in their order, then <see cref="ParameterRole.Write"/> for a returned value.
    /// </summary>
    public ReadOnlySpan<ParameterRole> Parameters => parameters;
}
