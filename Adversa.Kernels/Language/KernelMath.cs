namespace Adversa.Kernels.Language;

/// <summary>What the kernel language has beyond ILGPU's, the same on every device.</summary>
public static class KernelMath
{
    /// <summary>a·b + c with one rounding.</summary>
    [Intrinsic(OpenCl = "fma({0}, {1}, {2})", Cuda = "fma({0}, {1}, {2})")]
    public static float FusedMultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);
}
