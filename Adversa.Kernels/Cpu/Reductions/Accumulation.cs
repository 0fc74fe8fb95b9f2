using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Reductions;

/// <summary>How one more element enters a running result, eight at a time and in double.</summary>
internal interface IAccumulation
{
    /// <summary>The result over no elements.</summary>
    static abstract double Identity { get; }

    /// <summary>The result with x added; <paramref name="center"/> is what a deviation is measured from.</summary>
    static abstract Vector512<double> Add(Vector512<double> result, Vector512<double> x, Vector512<double> center);

    /// <summary>The result over the elements of both.</summary>
    static abstract Vector512<double> Merge(Vector512<double> a, Vector512<double> b);
}

/// <summary>Σ x.</summary>
internal readonly struct SumAccumulation : IAccumulation
{
    public static double Identity => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> result, Vector512<double> x, Vector512<double> center) => result + x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Merge(Vector512<double> a, Vector512<double> b) => a + b;
}

/// <summary>max x, NaN if any is NaN.</summary>
internal readonly struct MaxAccumulation : IAccumulation
{
    public static double Identity => double.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> result, Vector512<double> x, Vector512<double> center) =>
        Vector512.Max(result, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Merge(Vector512<double> a, Vector512<double> b) => Vector512.Max(a, b);
}

/// <summary>Σ (x − center)².</summary>
internal readonly struct SquaredDeviationAccumulation : IAccumulation
{
    public static double Identity => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> result, Vector512<double> x, Vector512<double> center)
    {
        Vector512<double> deviation = x - center;
        return Vector512.FusedMultiplyAdd(deviation, deviation, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Merge(Vector512<double> a, Vector512<double> b) => a + b;
}
