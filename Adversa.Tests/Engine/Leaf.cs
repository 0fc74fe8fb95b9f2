using Adversa.Autograd;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>Leaves in float64 that require gradients.</summary>
internal static class Leaf
{
    public static Variable Of(params double[] numbers) => Of([numbers.Length], numbers);

    public static Variable Of(Shape shape, params double[] numbers) => new(Tensor.From(numbers, shape), requiresGrad: true);

    public static Variable Random(Shape shape, RandomGenerator random, Device? device = null) =>
        new(random.Uniform(shape, -1, 1, DType.Float64, device), requiresGrad: true);

    public static double[] Numbers(this Variable variable) => variable.Value.ToArray<double>();
}
