using Adversa.Kernels.Language;

namespace Adversa.Kernels.Sources;

/// <summary>Pointwise roots, powers, exponentials and trigonometry; accuracy as stated at <see cref="XMath"/>.</summary>
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
