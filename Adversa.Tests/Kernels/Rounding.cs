using System.Numerics;

namespace Adversa.Tests.Kernels;

/// <summary>How far a sum of products may be from the exact one.</summary>
internal static class Rounding
{
    /// <summary>
    /// For a sum of so many products of numbers from (−1, 1), added one after the other. Partial sum k is about √k/3, and each
    /// step is off by a fifth of a unit of 2^−23 (or 2^−52) of it at random: the error's standard deviation is about terms/20
    /// units. Twenty times that leaves room for the largest of some thousand sums.
    /// </summary>
    public static double Tolerance<T>(int terms) where T : IFloatingPointIeee754<T> =>
        (terms + 1) * double.CreateChecked(T.BitIncrement(T.One) - T.One);
}
