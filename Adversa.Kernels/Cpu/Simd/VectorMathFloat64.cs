using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Simd;

/// <summary>
/// Elementary functions over vectors of double, each within 2 ulp of the exact value, by the method of
/// <see cref="VectorMathFloat32"/> with longer polynomials.
/// </summary>
internal static class VectorMathFloat64
{
    /// <summary>
    /// 1.5·2⁵²: added to a small number it leaves the nearest integer in the low bits, subtracted again the integer.
    /// </summary>
    private const double Magic = 6755399441055744d;

    /// <summary>ln 2 in two parts; a multiple n·High with |n| ≤ 2048 is exact.</summary>
    private const double Log2High = 0.693147180559890330187045;

    private const double Log2Low = 5.497923018708371174712e-14;
    private const int MantissaBits = 52;

    /// <summary>1/√x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rsqrt<V>(V x) where V : struct, ISimd<V, double> => V.Create(1) / V.Sqrt(x);

    /// <summary>min(max(x, low), high).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clamp<V>(V x, V low, V high) where V : struct, ISimd<V, double> => V.Min(V.Max(x, low), high);

    /// <summary>eˣ = 2ⁿ·eʳ with n the integer nearest to x/ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x) where V : struct, ISimd<V, double>
    {
        // Beyond these the result is 0 or ∞ all the same; NaN passes both.
        x = V.Select(x < V.Create(-746), V.Create(-746), x);
        x = V.Select(x > V.Create(710), V.Create(710), x);
        V magic = V.Create(Magic);
        V n = V.MultiplyAdd(x, V.Create(1.442695040888963407), magic) - magic;
        V r = V.MultiplyAdd(n, V.Create(-Log2Low), V.MultiplyAdd(n, V.Create(-Log2High), x));

        // (eʳ − 1 − r)/r² on |r| ≤ ln 2 / 2; eʳ to 4.4e-18.
        V p = V.Create(2.0003737067864363915e-9);
        p = V.MultiplyAdd(p, r, V.Create(2.5079690888524317244e-8));
        p = V.MultiplyAdd(p, r, V.Create(2.7559522891442727345e-7));
        p = V.MultiplyAdd(p, r, V.Create(2.7557316668296623245e-6));
        p = V.MultiplyAdd(p, r, V.Create(0.000024801585513105928002));
        p = V.MultiplyAdd(p, r, V.Create(0.00019841269828040036994));
        p = V.MultiplyAdd(p, r, V.Create(0.001388888888944002775));
        p = V.MultiplyAdd(p, r, V.Create(0.0083333333333390121987));
        p = V.MultiplyAdd(p, r, V.Create(0.041666666666666114174));
        p = V.MultiplyAdd(p, r, V.Create(0.16666666666666661236));
        p = V.MultiplyAdd(p, r, V.Create(0.5));
        V y = V.Create(1) + V.MultiplyAdd(p, r * r, r);

        // 2ⁿ in two factors: n may lie outside the range of exponents while the product is a denormal or still finite.
        V half = V.MultiplyAdd(n, V.Create(0.5), magic);
        return y * PowerOfTwo(half) * PowerOfTwo(n - (half - magic) + magic);
    }

    /// <summary>ln x = e·ln 2 + ln(1 + f) with x = 2ᵉ·(1 + f) and 1 + f between √½ and √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x) where V : struct, ISimd<V, double>
    {
        V denormal = x < V.Create(2.2250738585072014e-308);
        V scaled = V.Select(denormal, x * V.Create(4503599627370496), x);
        V exponent = V.ShiftRight(V.SubtractBits(scaled, V.Create(0.70710678118654752)), MantissaBits);
        V f = V.SubtractBits(scaled, V.ShiftLeft(exponent, MantissaBits)) - V.Create(1);
        V e = V.AddBits(V.Create(Magic), exponent) - V.Select(denormal, V.Create(Magic + MantissaBits), V.Create(Magic));

        // With s = f/(2 + f): ln(1+f) = 2s + s·R(s²) on |s| ≤ 3 − 2√2 to 1.2e-18, summed as f − (f²/2 − s·(f²/2 + R)).
        V s = f / (V.Create(2) + f);
        V z = s * s;
        V p = V.Create(0.14796109334920610481);
        p = V.MultiplyAdd(p, z, V.Create(0.15314035437043446935));
        p = V.MultiplyAdd(p, z, V.Create(0.18183564883172825368));
        p = V.MultiplyAdd(p, z, V.Create(0.22222198563131950654));
        p = V.MultiplyAdd(p, z, V.Create(0.28571428742478970315));
        p = V.MultiplyAdd(p, z, V.Create(0.39999999999414297157));
        p = V.MultiplyAdd(p, z, V.Create(0.6666666666666734466));
        V half = V.Create(0.5) * f * f;
        V y = V.MultiplyAdd(s, V.MultiplyAdd(p, z, half), e * V.Create(Log2Low));
        y = V.MultiplyAdd(e, V.Create(Log2High), f - (half - y));

        V positive = x > V.Create(0);
        V special = V.Select(V.Equal(x, V.Create(0)), V.Create(double.NegativeInfinity), V.Create(double.NaN));
        special = V.Select(positive, x, special);
        return V.Select(positive & (x < V.Create(double.PositiveInfinity)), y, special);
    }

    /// <summary>ln(1 + x). What 1 + x loses in rounding, c, comes back as c/(1 + x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1P<V>(V x) where V : struct, ISimd<V, double>
    {
        V sum = V.Create(1) + x;
        V lost = x - (sum - V.Create(1));
        V logarithm = Log(sum);
        V y = logarithm + lost / sum;
        // At 0 the sign, at −1 and ∞ the infinity would be lost in lost/sum.
        y = V.Select(V.Equal(sum, V.Create(1)), x, y);
        return V.Select((x > V.Create(-1)) & (x < V.Create(double.PositiveInfinity)), y, logarithm);
    }

    /// <summary>sin x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V>(V x) where V : struct, ISimd<V, double>
    {
        V small = V.Abs(x) <= V.Create(LargestReduced);
        V y = V.Select(V.Equal(x, V.Create(0)), x, SinOfQuadrant(x, 0)); // which loses the sign of −0
        return V.Any(~small) ? SelectLanes(small, y, x, static x => Math.Sin(x)) : y;
    }

    /// <summary>cos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V>(V x) where V : struct, ISimd<V, double>
    {
        V small = V.Abs(x) <= V.Create(LargestReduced);
        V y = SinOfQuadrant(x, 1);
        return V.Any(~small) ? SelectLanes(small, y, x, static x => Math.Cos(x)) : y;
    }

    /// <summary>tanh x: a polynomial near 0, where 1 − 2/(e²ˣ + 1) would cancel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x) where V : struct, ISimd<V, double>
    {
        V z = x * x;
        // (tanh x − x)/x³ in x² on |x| ≤ 0.625; tanh x to 1.4e-20.
        V p = V.Create(-2.2717531722876953324e-6);
        p = V.MultiplyAdd(p, z, V.Create(0.000011794552265852048113));
        p = V.MultiplyAdd(p, z, V.Create(-0.000036625494972324284438));
        p = V.MultiplyAdd(p, z, V.Create(0.000095751066361971307024));
        p = V.MultiplyAdd(p, z, V.Create(-0.0002387708213543357568));
        p = V.MultiplyAdd(p, z, V.Create(0.00058994922489826620664));
        p = V.MultiplyAdd(p, z, V.Create(-0.0014558222918875419168));
        p = V.MultiplyAdd(p, z, V.Create(0.0035921267305839444542));
        p = V.MultiplyAdd(p, z, V.Create(-0.0088632354343070209398));
        p = V.MultiplyAdd(p, z, V.Create(0.021869488531646787714));
        p = V.MultiplyAdd(p, z, V.Create(-0.053968253968128287407));
        p = V.MultiplyAdd(p, z, V.Create(0.13333333333333156553));
        p = V.MultiplyAdd(p, z, V.Create(-0.33333333333333332463));
        V near = V.MultiplyAdd(p * z, x, x);

        V size = V.Abs(x);
        V far = V.Create(1) - V.Create(2) / (Exp(size + size) + V.Create(1));
        return V.Select(size < V.Create(0.625), near, far) | (x & V.Create(-0d)); // near loses the sign of −0
    }

    /// <summary>xʸ, lane by lane in double.</summary>
    public static unsafe V Pow<V>(V x, V y) where V : struct, ISimd<V, double>
    {
        double* bases = stackalloc double[V.Count];
        double* exponents = stackalloc double[V.Count];
        x.Store(bases);
        y.Store(exponents);
        for (int lane = 0; lane < V.Count; lane++) bases[lane] = Math.Pow(bases[lane], exponents[lane]);
        return V.Load(bases);
    }

    /// <summary>
    /// Up to here three parts of π/2 reduce an argument exactly enough; beyond, each lane is computed on its own.
    /// </summary>
    private const double LargestReduced = 1048576;

    /// <summary>sin(x + quarter·π/2) for |x| ≤ LargestReduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinOfQuadrant<V>(V x, double quarter) where V : struct, ISimd<V, double>
    {
        V magic = V.Create(Magic);
        V quadrant = V.MultiplyAdd(x, V.Create(0.63661977236758134308), magic);
        V n = quadrant - magic;
        V r = V.FusedMultiplyAdd(n, V.Create(-1.5707963267948966), x);
        r = V.FusedMultiplyAdd(n, V.Create(-6.123233995736766e-17), r);
        r = V.FusedMultiplyAdd(n, V.Create(1.4973849048591698e-33), r);
        quadrant += V.Create(quarter);

        // (sin r − r)/r³ and (cos r − 1 + r²/2)/r⁴ in r² on |r| ≤ π/4; sin r to 2.0e-21, cos r to 5.6e-20.
        V z = r * r;
        V s = V.Create(-7.578471296003901722e-13);
        s = V.MultiplyAdd(s, z, V.Create(1.6058361792559883403e-10));
        s = V.MultiplyAdd(s, z, V.Create(-2.5052104871234645669e-8));
        s = V.MultiplyAdd(s, z, V.Create(2.7557319214024689795e-6));
        s = V.MultiplyAdd(s, z, V.Create(-0.00019841269841254723285));
        s = V.MultiplyAdd(s, z, V.Create(0.0083333333333333224398));
        s = V.MultiplyAdd(s, z, V.Create(-0.1666666666666666664));
        s = V.MultiplyAdd(s * z, r, r);
        V c = V.Create(-1.1358423347516107993e-11);
        c = V.MultiplyAdd(c, z, V.Create(2.0875698705630155862e-9));
        c = V.MultiplyAdd(c, z, V.Create(-2.7557314163959282953e-7));
        c = V.MultiplyAdd(c, z, V.Create(0.000024801587288799985675));
        c = V.MultiplyAdd(c, z, V.Create(-0.0013888888888872975898));
        c = V.MultiplyAdd(c, z, V.Create(0.041666666666666592471));
        c = V.MultiplyAdd(c * z, z, V.MultiplyAdd(z, V.Create(-0.5), V.Create(1)));

        V odd = V.ShiftRight(V.ShiftLeft(quadrant, 63), 63);
        V sign = V.ShiftLeft(quadrant, 62) & V.Create(-0d);
        return V.Select(odd, c, s) ^ sign;
    }

    /// <summary>y where keep holds, elsewhere the function of x, computed one lane at a time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe V SelectLanes<V>(V keep, V y, V x, Func<double, double> function) where V : struct, ISimd<V, double>
    {
        double* lanes = stackalloc double[V.Count];
        x.Store(lanes);
        for (int lane = 0; lane < V.Count; lane++) lanes[lane] = function(lanes[lane]);
        return V.Select(keep, y, V.Load(lanes));
    }

    /// <summary>2ⁿ for −1022 ≤ n ≤ 1023, given n + Magic.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo<V>(V shifted) where V : struct, ISimd<V, double> =>
        V.AddBits(V.ShiftLeft(shifted, MantissaBits), V.Create(1));
}
