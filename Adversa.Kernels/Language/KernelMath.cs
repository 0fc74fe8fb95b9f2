#if !WITH_ILGPU
using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Simd;
#endif

namespace Adversa.Kernels.Language;

/// <summary>What the kernel language has beyond ILGPU's, the same on every device.</summary>
public static class KernelMath
{
#if WITH_ILGPU
    /// <summary>
    /// a·b + c, from the exact product. The sum is rounded twice, which hardly ever gives another number than one rounding:
    /// ILGPU's targets have no fused operation.
    /// </summary>
    [Intrinsic(OpenCl = "fma({0}, {1}, {2})", Cuda = "fma({0}, {1}, {2})")]
    public static float FusedMultiplyAdd(float a, float b, float c) => (float)((double)a * b + c);

    /// <summary>ln(1 + x), exact also for small x; −∞ for −1, NaN for x &lt; −1.</summary>
    /// <remarks>
    /// With u = 1 + x rounded, ln(u)·x / (u − 1): the quotient of ln(u) and u − 1 varies so slowly that the rounding of u does
    /// not show (Goldberg, "What every computer scientist should know about floating-point arithmetic", 1991, theorem 4).
    /// </remarks>
    public static float Log1P(float x)
    {
        float u = 1 + x;
        return u == 1 ? x : u == x ? XMath.Log(u) : XMath.Log(u) * x / (u - 1);
    }

    /// <inheritdoc cref="Log1P(float)"/>
    public static double Log1P(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : u == x ? XMath.Log(u) : XMath.Log(u) * x / (u - 1);
    }
#else
    /// <summary>a·b + c with one rounding.</summary>
    [Intrinsic(OpenCl = "fma({0}, {1}, {2})", Cuda = "fma({0}, {1}, {2})")]
    public static float FusedMultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    /// <summary>ln(1 + x), exact also for small x; −∞ for −1, NaN for x &lt; −1.</summary>
    public static float Log1P(float x) => VectorMathFloat32.Log1P(Simd128<float>.Create(x)).First;

    /// <inheritdoc cref="Log1P(float)"/>
    public static double Log1P(double x) => VectorMathFloat64.Log1P(Simd128<double>.Create(x)).First;
#endif
}
