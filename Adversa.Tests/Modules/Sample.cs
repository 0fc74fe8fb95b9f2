using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

/// <summary>Inputs of module tests, in double so that a plain formula must agree to rounding.</summary>
internal static class Sample
{
    /// <summary>Around 50 roundings of numbers near 1.</summary>
    public const double Tolerance = 1e-14;

    /// <summary>Options with a generator of their own.</summary>
    public static ModuleOptions Options(ulong seed = 1, DType type = DType.Float64) =>
        new() { Type = type, Random = new RandomGenerator(seed) };

    /// <summary>Numbers from N(0, 1).</summary>
    public static Variable Normal(Shape shape, ulong seed = 7, DType type = DType.Float64) =>
        new(new RandomGenerator(seed, stream: 3).Normal(shape, type: type));

    /// <summary>The elements in row-major order.</summary>
    public static double[] ToArray(this Variable x) => x.Value.ToArray<double>();

    /// <summary>The bytes of every array of a state.</summary>
    public static byte[][] Elements(this StateDict state) => [.. state.Select(entry => entry.Data.ToArray())];
}
