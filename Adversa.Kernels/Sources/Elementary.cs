namespace Adversa.Kernels.Sources;

/// <summary>Pointwise roots, powers, exponentials and trigonometry; accuracy as stated at <see cref="XMath"/>.</summary>
/// <remarks>
/// Each moves 8 bytes per element of float32, 4 read and 4 written. Sqrt is one instruction per vector and Rsqrt two; Exp takes
/// about 25 vector operations per vector of outputs, Sin and Cos about 27, Log about 33: a reduction of the argument to a small
/// interval, a polynomial there, and the exponent or sign put back (<see cref="Cpu.Simd.VectorMathFloat32"/>). Float64 moves
/// twice the bytes, has half the lanes and needs longer polynomials. Power calls a scalar function for each lane, and Sin and
/// Cos do where |x| is too large for their reduction. A next version would compute Power in vectors, as exp(y·log x) with a
/// logarithm of some extra digits, and give sine and cosine of one x together, since either evaluates both polynomials.
/// </remarks>
internal static class Elementary
{
    /// <summary>√x; NaN for x &lt; 0.</summary>
    [Pointwise] public static float Sqrt(float x) => XMath.Sqrt(x);

    /// <summary>1 / √x.</summary>
    [Pointwise] public static float Rsqrt(float x) => XMath.Rsqrt(x);

    /// <summary>eˣ.</summary>
    [Pointwise] public static float Exp(float x) => XMath.Exp(x);

    /// <summary>The natural logarithm of x; −∞ for 0, NaN for x &lt; 0.</summary>
    [Pointwise] public static float Log(float x) => XMath.Log(x);

    /// <summary>sin x, x in radians.</summary>
    [Pointwise] public static float Sin(float x) => XMath.Sin(x);

    /// <summary>cos x, x in radians.</summary>
    [Pointwise] public static float Cos(float x) => XMath.Cos(x);

    /// <summary>x to the power of the exponent; NaN for x &lt; 0 and an exponent that is no integer.</summary>
    [Pointwise] public static float Power(float x, [Scalar] float exponent) => XMath.Pow(x, exponent);
}
