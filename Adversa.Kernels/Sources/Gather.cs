using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>
/// Reading by index along one axis: y[o,j,i] = x[o, index(o,j,i), i] with x [Outer, SourceSize, Inner] and
/// y [Outer, IndexSize, Inner] dense, and index(o,j,i) at Index + o·IndexOuterStride + j·IndexStride + i·IndexInnerStride.
/// Strides (0,1,0) look whole rows up (an embedding), dense strides look each element up. IndexType is Int32 or Int64.
/// </summary>
public readonly record struct GatherArguments(
    DType Type, int Outer, int SourceSize, int IndexSize, int Inner,
    DType IndexType, BufferView Index, int IndexOuterStride, int IndexStride, int IndexInnerStride, BufferView X, BufferView Y);

/// <summary>
/// Gather and its adjoint; float32 and float64. Both move every element of y once, with an index each or one for a row of
/// Inner elements, which then is copied or added by whole vectors. An index outside 0 … SourceSize−1 throws
/// <see cref="IndexOutOfRangeException"/> that names the index, its place [o,j,i] and the range; other types throw
/// <see cref="ArgumentException"/>.
/// </summary>
/// <remarks>
/// No arithmetic: in float32 an element of y is 4 bytes read and 4 written, and an index of 4 or 8 bytes is read and checked
/// for every element, or for a row of Inner of them. The adjoint writes 4 bytes of zero for each element of x, then for each of
/// y reads 4 bytes, reads and writes 4 of x, and adds once. These are the bytes asked for; memory moves cache lines of 64, so
/// that rows of fewer than 16 elements at scattered places cost more than that, single elements up to 16 times. Tasks of the
/// adjoint own ranges of o and of i, each at least 256 elements wide where i is cut: with Outer = 1 and Inner below 512, an
/// embedding's gradient, there is one task. A next version would sort the indices first, so that tasks could own ranges of x's
/// rows and a repeated row would be summed in registers and written once, still in the order of j.
/// </remarks>
public static class Gather
{
    /// <summary>Y from X.</summary>
    public static readonly Kernel<GatherArguments> Kernel = new("gather", CpuGather.Run, GpuGather.Run);

    /// <summary>
    /// X from Y: x is set to zero, then x[o, index(o,j,i), i] += y[o,j,i] in the order of j, so that repeated indices give the
    /// same sums to the bit for any number of threads.
    /// </summary>
    public static readonly Kernel<GatherArguments> ScatterAdd = new("scatter_add", CpuGather.ScatterAdd, GpuGather.ScatterAdd);
}
