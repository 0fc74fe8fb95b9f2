using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Simd;

/// <summary>
/// Elementary functions over vectors of float, each within 2 ulp of the exact value (Pow within 1). The method is the classic
/// one (Muller, Elementary Functions, 3rd edition, chapters 4 and 11): reduce the argument to a small interval in two or three
/// steps whose products are exact (Cody and Waite), evaluate a polynomial there, and put the exponent back. The polynomials are
/// minimax for the relative error (Remez's algorithm); each comment gives interval and error. Results differ in the last bit
/// between processors with and without a fused multiply-add, never between vector widths.
/// </summary>
internal static class VectorMathFloat32
{
    /// <summary>
    /// 1.5·2²³: added to a small number it leaves the nearest integer in the low bits, subtracted again the integer.
    /// </summary>
    private const float Magic = 12582912f;

    /// <summary>ln 2 in two parts; a multiple n·High with |n| ≤ 512 is exact.</summary>
    private const float Log2High = 0.693145751953125f;

    private const float Log2Low = 1.4286068e-6f;
    private const int MantissaBits = 23;

    /// <summary>1/√x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rsqrt<V>(V x) where V : struct, ISimd<V, float> => V.Create(1) / V.Sqrt(x);

    /// <summary>min(max(x, low), high).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clamp<V>(V x, V low, V high) where V : struct, ISimd<V, float> => V.Min(V.Max(x, low), high);

    /// <summary>eˣ = 2ⁿ·eʳ with n the integer nearest to x/ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x) where V : struct, ISimd<V, float>
    {
        // Beyond these the result is 0 or ∞ all the same; NaN passes both.
        x = V.Select(x < V.Create(-104f), V.Create(-104f), x);
        x = V.Select(x > V.Create(89f), V.Create(89f), x);
        V magic = V.Create(Magic);
        V n = V.MultiplyAdd(x, V.Create(1.44269504f), magic) - magic;
        V r = V.MultiplyAdd(n, V.Create(-Log2Low), V.MultiplyAdd(n, V.Create(-Log2High), x));

        // (eʳ − 1 − r)/r² on |r| ≤ ln 2 / 2; eʳ to 5.2e-11.
        V p = V.Create(0.0001979035169f);
        p = V.MultiplyAdd(p, r, V.Create(0.001394465943f));
        p = V.MultiplyAdd(p, r, V.Create(0.008333497063f));
        p = V.MultiplyAdd(p, r, V.Create(0.04166629495f));
        p = V.MultiplyAdd(p, r, V.Create(0.1666666587f));
        p = V.MultiplyAdd(p, r, V.Create(0.5000000068f));
        V y = V.Create(1) + V.MultiplyAdd(p, r * r, r);

        // 2ⁿ in two factors: n may lie outside the range of exponents while the product is a denormal or still finite.
        V half = V.MultiplyAdd(n, V.Create(0.5f), magic);
        return y * PowerOfTwo(half) * PowerOfTwo(n - (half - magic) + magic);
    }

    /// <summary>ln x = e·ln 2 + ln(1 + f) with x = 2ᵉ·(1 + f) and 1 + f between √½ and √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x) where V : struct, ISimd<V, float>
    {
        V denormal = x < V.Create(1.17549435e-38f);
        V scaled = V.Select(denormal, x * V.Create(8388608f), x);
        V exponent = V.ShiftRight(V.SubtractBits(scaled, V.Create(0.707106781f)), MantissaBits);
        V f = V.SubtractBits(scaled, V.ShiftLeft(exponent, MantissaBits)) - V.Create(1);
        V e = V.AddBits(V.Create(Magic), exponent) - V.Select(denormal, V.Create(Magic + MantissaBits), V.Create(Magic));

        // (ln(1+f) − f + f²/2)/f³ on √½ − 1 ≤ f ≤ √2 − 1; ln(1+f) to 7.5e-10.
        V p = V.Create(0.06746625544f);
        p = V.MultiplyAdd(p, f, V.Create(-0.1167563159f));
        p = V.MultiplyAdd(p, f, V.Create(0.1188815317f));
        p = V.MultiplyAdd(p, f, V.Create(-0.1240558984f));
        p = V.MultiplyAdd(p, f, V.Create(0.1421955402f));
        p = V.MultiplyAdd(p, f, V.Create(-0.1666799605f));
        p = V.MultiplyAdd(p, f, V.Create(0.2000211859f));
        p = V.MultiplyAdd(p, f, V.Create(-0.2500000959f));
        p = V.MultiplyAdd(p, f, V.Create(0.333333126f));
        V square = f * f;
        V y = V.MultiplyAdd(e, V.Create(Log2Low), f * square * p);
        y = V.MultiplyAdd(square, V.Create(-0.5f), y);
        y = V.MultiplyAdd(e, V.Create(Log2High), f + y);

        V positive = x > V.Create(0);
        V special = V.Select(V.Equal(x, V.Create(0)), V.Create(float.NegativeInfinity), V.Create(float.NaN));
        special = V.Select(positive, x, special);
        return V.Select(positive & (x < V.Create(float.PositiveInfinity)), y, special);
    }

    /// <summary>ln(1 + x). What 1 + x loses in rounding, c, comes back as c/(1 + x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1P<V>(V x) where V : struct, ISimd<V, float>
    {
        V sum = V.Create(1) + x;
        V lost = x - (sum - V.Create(1));
        V logarithm = Log(sum);
        V y = logarithm + lost / sum;
        // At 0 the sign, at −1 and ∞ the infinity would be lost in lost/sum.
        y = V.Select(V.Equal(sum, V.Create(1)), x, y);
        return V.Select((x > V.Create(-1)) & (x < V.Create(float.PositiveInfinity)), y, logarithm);
    }

    /// <summary>sin x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V>(V x) where V : struct, ISimd<V, float>
    {
        V small = V.Abs(x) <= V.Create(LargestReduced);
        V y = V.Select(V.Equal(x, V.Create(0)), x, SinOfQuadrant(x, 0)); // which loses the sign of −0
        return V.Any(~small) ? SelectLanes(small, y, x, static x => (float)Math.Sin(x)) : y;
    }

    /// <summary>cos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V>(V x) where V : struct, ISimd<V, float>
    {
        V small = V.Abs(x) <= V.Create(LargestReduced);
        V y = SinOfQuadrant(x, 1);
        return V.Any(~small) ? SelectLanes(small, y, x, static x => (float)Math.Cos(x)) : y;
    }

    /// <summary>tanh x: a polynomial near 0, where 1 − 2/(e²ˣ + 1) would cancel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x) where V : struct, ISimd<V, float>
    {
        // (tanh x − x)/x³ in x² on |x| ≤ 0.625; tanh x to 1.6e-10.
        V z = x * x;
        V p = V.Create(0.002142957315f);
        p = V.MultiplyAdd(p, z, V.Create(-0.008177392252f));
        p = V.MultiplyAdd(p, z, V.Create(0.02170070023f));
        p = V.MultiplyAdd(p, z, V.Create(-0.05394676237f));
        p = V.MultiplyAdd(p, z, V.Create(0.13333206f));
        p = V.MultiplyAdd(p, z, V.Create(-0.333333308f));
        V near = V.MultiplyAdd(p * z, x, x);

        V size = V.Abs(x);
        V far = V.Create(1) - V.Create(2) / (Exp(size + size) + V.Create(1));
        return V.Select(size < V.Create(0.625f), near, far) | (x & V.Create(-0f)); // near loses the sign of −0
    }

    /// <summary>xʸ, lane by lane in double.</summary>
    public static unsafe V Pow<V>(V x, V y) where V : struct, ISimd<V, float>
    {
        float* bases = stackalloc float[V.Count];
        float* exponents = stackalloc float[V.Count];
        x.Store(bases);
        y.Store(exponents);
        for (int lane = 0; lane < V.Count; lane++) bases[lane] = (float)Math.Pow(bases[lane], exponents[lane]);
        return V.Load(bases);
    }

    /// <summary>
    /// Up to here three parts of π/2 reduce an argument exactly enough; beyond, each lane is computed on its own.
    /// </summary>
    private const float LargestReduced = 32768f;

    /// <summary>sin(x + quarter·π/2) for |x| ≤ LargestReduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinOfQuadrant<V>(V x, float quarter) where V : struct, ISimd<V, float>
    {
        V magic = V.Create(Magic);
        V quadrant = V.MultiplyAdd(x, V.Create(0.636619772f), magic);
        V n = quadrant - magic;
        V r = V.FusedMultiplyAdd(n, V.Create(-1.57079637050628662f), x);
        r = V.FusedMultiplyAdd(n, V.Create(4.37113882867379289e-8f), r);
        r = V.FusedMultiplyAdd(n, V.Create(1.71512451000588187e-15f), r);
        quadrant += V.Create(quarter);

        // (sin r − r)/r³ and (cos r − 1 + r²/2)/r⁴ in r² on |r| ≤ π/4; sin r to 5.2e-12, cos r to 1.2e-13.
        V z = r * r;
        V s = V.Create(2.718084059e-6f);
        s = V.MultiplyAdd(s, z, V.Create(-0.0001983930834f));
        s = V.MultiplyAdd(s, z, V.Create(0.008333329293f));
        s = V.MultiplyAdd(s, z, V.Create(-0.1666666664f));
        s = V.MultiplyAdd(s * z, r, r);
        V c = V.Create(-2.720539989e-7f);
        c = V.MultiplyAdd(c, z, V.Create(2.479945585e-5f));
        c = V.MultiplyAdd(c, z, V.Create(-0.001388888348f));
        c = V.MultiplyAdd(c, z, V.Create(0.04166666662f));
        c = V.MultiplyAdd(c * z, z, V.MultiplyAdd(z, V.Create(-0.5f), V.Create(1)));

        V odd = V.ShiftRight(V.ShiftLeft(quadrant, 31), 31);
        V sign = V.ShiftLeft(quadrant, 30) & V.Create(-0f);
        return V.Select(odd, c, s) ^ sign;
    }

    /// <summary>y where keep holds, elsewhere the function of x, computed one lane at a time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe V SelectLanes<V>(V keep, V y, V x, Func<float, float> function) where V : struct, ISimd<V, float>
    {
        float* lanes = stackalloc float[V.Count];
        x.Store(lanes);
        for (int lane = 0; lane < V.Count; lane++) lanes[lane] = function(lanes[lane]);
        return V.Select(keep, y, V.Load(lanes));
    }

    /// <summary>2ⁿ for −126 ≤ n ≤ 127, given n + Magic.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo<V>(V shifted) where V : struct, ISimd<V, float> =>
        V.AddBits(V.ShiftLeft(shifted, MantissaBits), V.Create(1));
}
