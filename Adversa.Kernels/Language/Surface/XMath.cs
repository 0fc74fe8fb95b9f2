using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Language;

/// <summary>
/// The mathematical functions of the kernel language. Each is one lane of the function that a kernel's vector loop calls, and
/// gives the same bits. So does a kernel's method, called as plain C#, but where the compiled kernel rounds differently: it
/// computes what depends on scalars alone once, in double. Errors are at most 2 ulp over all arguments, those with denormal
/// results included.
/// </summary>
public static class XMath
{
    /// <summary>|x|.</summary>
    public static float Abs(float x) => Simd128<float>.Abs(Lane(x)).First;

    /// <summary>|x|.</summary>
    public static double Abs(double x) => Simd128<double>.Abs(Lane(x)).First;

    /// <summary>√x, correctly rounded; NaN for x &lt; 0.</summary>
    public static float Sqrt(float x) => Simd128<float>.Sqrt(Lane(x)).First;

    /// <summary>√x, correctly rounded; NaN for x &lt; 0.</summary>
    public static double Sqrt(double x) => Simd128<double>.Sqrt(Lane(x)).First;

    /// <summary>1/√x.</summary>
    public static float Rsqrt(float x) => VectorMathFloat32.Rsqrt(Lane(x)).First;

    /// <summary>1/√x.</summary>
    public static double Rsqrt(double x) => VectorMathFloat64.Rsqrt(Lane(x)).First;

    /// <summary>eˣ.</summary>
    public static float Exp(float x) => VectorMathFloat32.Exp(Lane(x)).First;

    /// <summary>eˣ.</summary>
    public static double Exp(double x) => VectorMathFloat64.Exp(Lane(x)).First;

    /// <summary>The natural logarithm of x; −∞ for 0, NaN for x &lt; 0.</summary>
    public static float Log(float x) => VectorMathFloat32.Log(Lane(x)).First;

    /// <summary>The natural logarithm of x; −∞ for 0, NaN for x &lt; 0.</summary>
    public static double Log(double x) => VectorMathFloat64.Log(Lane(x)).First;

    /// <summary>sin x, x in radians.</summary>
    public static float Sin(float x) => VectorMathFloat32.Sin(Lane(x)).First;

    /// <summary>sin x, x in radians.</summary>
    public static double Sin(double x) => VectorMathFloat64.Sin(Lane(x)).First;

    /// <summary>cos x, x in radians.</summary>
    public static float Cos(float x) => VectorMathFloat32.Cos(Lane(x)).First;

    /// <summary>cos x, x in radians.</summary>
    public static double Cos(double x) => VectorMathFloat64.Cos(Lane(x)).First;

    /// <summary>tanh x.</summary>
    public static float Tanh(float x) => VectorMathFloat32.Tanh(Lane(x)).First;

    /// <summary>tanh x.</summary>
    public static double Tanh(double x) => VectorMathFloat64.Tanh(Lane(x)).First;

    /// <summary>The larger of a and b; NaN if either is NaN.</summary>
    public static float Max(float a, float b) => Simd128<float>.Max(Lane(a), Lane(b)).First;

    /// <summary>The larger of a and b; NaN if either is NaN.</summary>
    public static double Max(double a, double b) => Simd128<double>.Max(Lane(a), Lane(b)).First;

    /// <summary>The smaller of a and b; NaN if either is NaN.</summary>
    public static float Min(float a, float b) => Simd128<float>.Min(Lane(a), Lane(b)).First;

    /// <summary>The smaller of a and b; NaN if either is NaN.</summary>
    public static double Min(double a, double b) => Simd128<double>.Min(Lane(a), Lane(b)).First;

    /// <summary>x to the power of y; NaN for x &lt; 0 and y no integer.</summary>
    public static float Pow(float x, float y) => VectorMathFloat32.Pow(Lane(x), Lane(y)).First;

    /// <summary>x to the power of y; NaN for x &lt; 0 and y no integer.</summary>
    public static double Pow(double x, double y) => VectorMathFloat64.Pow(Lane(x), Lane(y)).First;

    /// <summary>min(max(x, low), high); NaN if any is NaN.</summary>
    public static float Clamp(float x, float low, float high) => VectorMathFloat32.Clamp(Lane(x), Lane(low), Lane(high)).First;

    /// <summary>min(max(x, low), high); NaN if any is NaN.</summary>
    public static double Clamp(double x, double low, double high) =>
        VectorMathFloat64.Clamp(Lane(x), Lane(low), Lane(high)).First;

    private static Simd128<float> Lane(float x) => Simd128<float>.Create(x);

    private static Simd128<double> Lane(double x) => Simd128<double>.Create(x);
}
