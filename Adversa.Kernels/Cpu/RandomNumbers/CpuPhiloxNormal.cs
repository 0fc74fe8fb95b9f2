using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.RandomNumbers;

/// <summary>
/// Normal numbers from pairs of words (v, w) after Box and Muller (A note on the generation of random normal deviates, 1958):
/// √(−2 ln((v+1)/2³²)) · cos and sin of 2π·w/2³². Everything is computed in double from exactly reduced integers with Taylor
/// series, whose remainders over the reduced ranges lie below 2⁻⁵³; float32 numbers are the float64 ones, rounded.
/// </summary>
internal static unsafe class CpuPhiloxNormal
{
    private const int PairsAtATime = 4;
    private const ulong LowWord = uint.MaxValue;
    private const ulong QuarterTurn = 1ul << 30;
    private const ulong SignBit = 1ul << 63;

    /// <summary>mean + deviation·z for each number z; <paramref name="count"/> is a multiple of 8.</summary>
    public static void Draw(uint* words, double mean, double deviation, float* values, int count)
    {
        for (int i = 0; i < count; i += 2 * PairsAtATime)
        {
            (Vector256<double> lower, Vector256<double> upper) = Eight(words + i, mean, deviation);
            Vector256.Narrow(lower, upper).Store(values + i);
        }
    }

    /// <inheritdoc cref="Draw(uint*, double, double, float*, int)"/>
    public static void Draw(uint* words, double mean, double deviation, double* values, int count)
    {
        for (int i = 0; i < count; i += 2 * PairsAtATime)
        {
            (Vector256<double> lower, Vector256<double> upper) = Eight(words + i, mean, deviation);
            lower.Store(values + i);
            upper.Store(values + i + PairsAtATime);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double>, Vector256<double>) Eight(uint* words, double mean, double deviation)
    {
        Vector256<ulong> pairs = Vector256.Load((ulong*)words);
        Vector256<double> radius = Vector256.Sqrt(MinusTwoLog(pairs & Vector256.Create(LowWord)));
        (Vector256<double> sin, Vector256<double> cos) = SinCos(pairs >>> 32);
        Vector256<double> even = Vector256.FusedMultiplyAdd(radius * cos, Vector256.Create(deviation), Vector256.Create(mean));
        Vector256<double> odd = Vector256.FusedMultiplyAdd(radius * sin, Vector256.Create(deviation), Vector256.Create(mean));
        Vector256<double> isEven = Vector256.Create(-1L, 0, -1, 0).AsDouble();
        return (
            Vector256.ConditionalSelect(isEven, Vector256.Shuffle(even, Vector256.Create(0L, 0, 1, 1)),
                Vector256.Shuffle(odd, Vector256.Create(0L, 0, 1, 1))),
            Vector256.ConditionalSelect(isEven, Vector256.Shuffle(even, Vector256.Create(2L, 2, 3, 3)),
                Vector256.Shuffle(odd, Vector256.Create(2L, 2, 3, 3))));
    }

    /// <summary>
    /// −2 ln((v+1)/2³²) of 32-bit integers v. With (v+1)/2³² = m·2ᵉ, √½ ≤ m &lt; √2, s = (m−1)/(m+1), |s| ≤ 0.172:
    /// ln m = 2(s + s³/3 + … + s¹⁹/19). The largest v gives 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> MinusTwoLog(Vector256<ulong> v)
    {
        const ulong bitsOfRootHalf = 0x3FE6A09E667F3BCD;
        const int mantissaBits = 52;
        Vector256<double> u = (ToDouble(v) + Vector256<double>.One) * Vector256.Create(1.0 / (1ul << 32));
        Vector256<long> exponent = (u.AsInt64() - Vector256.Create(bitsOfRootHalf).AsInt64()) >> mantissaBits;
        Vector256<double> m = (u.AsInt64() - (exponent << mantissaBits)).AsDouble();
        Vector256<double> s = (m - Vector256<double>.One) / (m + Vector256<double>.One);
        Vector256<double> square = s * s;
        Vector256<double> series = Vector256.Create(1.0 / 19);
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(1.0 / 17));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(1.0 / 15));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(1.0 / 13));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(1.0 / 11));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(1.0 / 9));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(1.0 / 7));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(1.0 / 5));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256.Create(1.0 / 3));
        series = Vector256.FusedMultiplyAdd(series, square, Vector256<double>.One);
        Vector256<double> minusTwoLogOfM = s * series * Vector256.Create(-4.0);
        var twoLogOfTwo = Vector256.Create(2 * 0.6931471805599453);
        return Vector256.FusedMultiplyAdd(ToDouble(-exponent.AsUInt64()), twoLogOfTwo, minusTwoLogOfM);
    }

    /// <summary>
    /// Sine and cosine of 2π·w/2³² for 32-bit integers w: the nearest quarter turn is split off exactly, and of the rest,
    /// |θ| ≤ π/4, the series go to θ¹⁵ and θ¹⁶.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Sin, Vector256<double> Cos) SinCos(Vector256<ulong> w)
    {
        Vector256<ulong> shifted = w + Vector256.Create(QuarterTurn / 2);
        Vector256<ulong> quarter = shifted >>> 30;
        Vector256<ulong> shiftedRest = shifted & Vector256.Create(QuarterTurn - 1);
        Vector256<double> rest = ToDouble(shiftedRest) - Vector256.Create((double)(QuarterTurn / 2));
        Vector256<double> angle = rest * Vector256.Create(2 * Math.PI / (1ul << 32));
        Vector256<double> square = angle * angle;

        Vector256<double> sin = Vector256.Create(-1 / 1307674368000.0);
        sin = Vector256.FusedMultiplyAdd(sin, square, Vector256.Create(1 / 6227020800.0));
        sin = Vector256.FusedMultiplyAdd(sin, square, Vector256.Create(-1 / 39916800.0));
        sin = Vector256.FusedMultiplyAdd(sin, square, Vector256.Create(1 / 362880.0));
        sin = Vector256.FusedMultiplyAdd(sin, square, Vector256.Create(-1 / 5040.0));
        sin = Vector256.FusedMultiplyAdd(sin, square, Vector256.Create(1 / 120.0));
        sin = Vector256.FusedMultiplyAdd(sin, square, Vector256.Create(-1 / 6.0));
        sin = Vector256.FusedMultiplyAdd(sin, square * angle, angle);

        Vector256<double> cos = Vector256.Create(1 / 20922789888000.0);
        cos = Vector256.FusedMultiplyAdd(cos, square, Vector256.Create(-1 / 87178291200.0));
        cos = Vector256.FusedMultiplyAdd(cos, square, Vector256.Create(1 / 479001600.0));
        cos = Vector256.FusedMultiplyAdd(cos, square, Vector256.Create(-1 / 3628800.0));
        cos = Vector256.FusedMultiplyAdd(cos, square, Vector256.Create(1 / 40320.0));
        cos = Vector256.FusedMultiplyAdd(cos, square, Vector256.Create(-1 / 720.0));
        cos = Vector256.FusedMultiplyAdd(cos, square, Vector256.Create(1 / 24.0));
        cos = Vector256.FusedMultiplyAdd(cos, square, Vector256.Create(-1 / 2.0));
        cos = Vector256.FusedMultiplyAdd(cos, square, Vector256<double>.One);

        // Odd quarters exchange the two; quarters 2 and 3 turn the sine's sign, quarters 1 and 2 the cosine's.
        Vector256<double> odd = (Vector256<ulong>.Zero - (quarter & Vector256<ulong>.One)).AsDouble();
        Vector256<ulong> sinSign = (quarter << 62) & Vector256.Create(SignBit);
        Vector256<ulong> cosSign = ((quarter + Vector256<ulong>.One) << 62) & Vector256.Create(SignBit);
        return (
            (Vector256.ConditionalSelect(odd, cos, sin).AsUInt64() ^ sinSign).AsDouble(),
            (Vector256.ConditionalSelect(odd, sin, cos).AsUInt64() ^ cosSign).AsDouble());
    }

    /// <summary>Integers below 2⁵² to double, exactly: placed in the mantissa of 2⁵², which is then taken away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToDouble(Vector256<ulong> integers)
    {
        var twoTo52 = Vector256.Create((double)(1ul << 52));
        return (integers | twoTo52.AsUInt64()).AsDouble() - twoTo52;
    }
}
