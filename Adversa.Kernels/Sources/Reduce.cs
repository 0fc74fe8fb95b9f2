using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>What a reduction makes of the elements that fall together.</summary>
public enum Reduction
{
    /// <summary>Σ x; 0 for no elements.</summary>
    Sum,

    /// <summary>Σ x / n; NaN for no elements.</summary>
    Mean,

    /// <summary>max x, NaN if any is NaN; −∞ for no elements.</summary>
    Max,

    /// <summary>Σ (x − mean)² / n, the biased variance; NaN for no elements.</summary>
    Variance,
}

/// <summary>
/// Reduces x over some of its axes. The element of x for kept index i and reduced index j lies at
/// X + Σ iₐ·KeptStridesₐ + Σ jₐ·ReducedStridesₐ; Y is dense over the kept axes in their order.
/// </summary>
public readonly record struct ReduceArguments(
    DType Type, Reduction Reduction, BufferView X,
    Axes KeptSizes, Axes KeptStrides, Axes ReducedSizes, Axes ReducedStrides, BufferView Y);

/// <summary>Reductions over any axes; float32 and float64.</summary>
/// <remarks>
/// In float32 each element is 4 bytes from memory; the output is small beside it where many elements fall together. Sum, mean
/// and maximum take one operation per element, in double. A variance takes four: an addition for the mean, then a difference, a
/// product and an addition, in blocks that are read a second time while they are in the cache, because the one-pass formula
/// Σx²/n − mean² cancels where the mean is large. At a fourth to one operation per byte memory decides, unless x is in the
/// cache. <see cref="CpuReduce"/> says which loops do this for which strides and how they could be faster; more is to be had
/// outside: a kernel that sums what it has just computed, on its way to memory, reads nothing at all.
/// </remarks>
public static class Reduce
{
    /// <summary>Sum, mean, maximum or variance.</summary>
    public static readonly Kernel<ReduceArguments> Kernel = new("reduce", CpuReduce.Run, GpuReduce.Run);
}
