using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;

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
public static class Gather
{
    /// <summary>Y from X.</summary>
    public static readonly Kernel<GatherArguments> Kernel = new("gather", CpuGather.Run);

    /// <summary>
    /// X from Y: x is set to zero, then x[o, index(o,j,i), i] += y[o,j,i] in the order of j, so that repeated indices give the
    /// same sums to the bit for any number of threads.
    /// </summary>
    public static readonly Kernel<GatherArguments> ScatterAdd = new("scatter_add", CpuGather.ScatterAdd);
}
