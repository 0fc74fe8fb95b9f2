using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;

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
public static class Reduce
{
    /// <summary>Sum, mean, maximum or variance.</summary>
    public static readonly Kernel<ReduceArguments> Kernel = new("reduce", CpuReduce.Run);
}
