using System.Numerics;

namespace Adversa.Tests.Gpu;

/// <summary>Distances between results in units in the last place.</summary>
internal static class Ulp
{
    /// <summary>
    /// How many numbers lie between both, plus one, or 0 for equal ones; all NaN are equal, +0 and −0 are 1 apart.
    /// </summary>
    public static long Distance<T>(T a, T b) where T : IFloatingPointIeee754<T>
    {
        if (T.IsNaN(a) || T.IsNaN(b)) return T.IsNaN(a) && T.IsNaN(b) ? 0 : long.MaxValue;
        Int128 distance = Int128.Abs((Int128)Place(a) - Place(b));
        return distance > long.MaxValue ? long.MaxValue : (long)distance;
    }

    /// <summary>The number's place among all numbers in ascending order; −1 for −0.</summary>
    private static long Place<T>(T x)
    {
        (long bits, long smallest) = x switch
        {
            float single => (BitConverter.SingleToInt32Bits(single), int.MinValue),
            double number => (BitConverter.DoubleToInt64Bits(number), long.MinValue),
            _ => throw new ArgumentException($"There are no units in the last place for {typeof(T).Name}."),
        };
        return bits >= 0 ? bits : smallest - bits - 1;
    }
}
