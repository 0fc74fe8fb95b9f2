using Adversa.Kernels.Language;

namespace Adversa.Kernels.Sources;

/// <summary>Pointwise arithmetic.</summary>
internal static class Arithmetic
{
    [Pointwise] public static float Add(float a, float b) => a + b;
}
