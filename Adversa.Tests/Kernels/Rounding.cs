using System.Numerics;

namespace Adversa.Tests.Kernels;

/// <summary>How far a sum of products may be from the exact one.</summary>
internal static class Rounding
{
    /// <summary>
    /// For a sum of so many products of numbers from (−1, 1), added one after the other. Partial sum k is about √k/3, and each
    /// step is off by a third of an ulp of it at random, so that the error's standard deviation is about terms/14 units of
    /// 2^−23 or 2^−52; this is seven times as much.
    /// </summary>
    public static double Tolerance<T>(int terms) where T : IFloatingPointIeee754<T> =>
        0.5 * (terms + 1) * double.CreateChecked(T.BitIncrement(T.One) - T.One);
}
