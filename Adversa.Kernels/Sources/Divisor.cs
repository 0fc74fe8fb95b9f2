using System.Numerics;

namespace Adversa.Kernels.Sources;

/// <summary>
/// Division by a number that a kernel is told at launch. A GPU takes some twenty instructions to divide integers, and index
/// arithmetic of convolutions would do little else; a product with the reciprocal and a shift are two.
/// </summary>
/// <remarks>
/// With l = ⌈log₂ Value⌉ and Multiplier = ⌈2^(31+l) / Value⌉, the quotient ⌊n·Multiplier / 2^(31+l)⌋ is exact for all
/// 0 ≤ n &lt; 2³¹ (Granlund and Montgomery, "Division by invariant integers using multiplication", 1994).
/// </remarks>
internal readonly record struct Divisor(uint Multiplier, int Shift, int Value)
{
    /// <summary>The divisor <paramref name="value"/>, 1 or more.</summary>
    public static Divisor Of(int value)
    {
        int shift = 31 + (32 - BitOperations.LeadingZeroCount((uint)value - 1));
        return new Divisor((uint)(((1UL << shift) + (ulong)value - 1) / (ulong)value), shift, value);
    }

    /// <summary>⌊n / Value⌋ for n ≥ 0.</summary>
    public int Quotient(int n) => (int)((ulong)n * Multiplier >> Shift);
}
