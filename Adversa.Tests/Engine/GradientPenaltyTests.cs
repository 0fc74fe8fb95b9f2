using Adversa.Autograd;
using Adversa.Autograd.Verification;
using Adversa.Kernels;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>
/// The gradient penalty mean((‖∂D(x)/∂x‖ − 1)²) (Gulrajani et al., Improved Training of Wasserstein GANs, 2017, eq. 3) of
/// a small convolutional critic: its derivatives by the weights, against finite differences of the penalty.
/// </summary>
internal sealed class GradientPenaltyTests
{
    private static readonly Conv2dGeometry First = new(
        Batch: 2, InChannels: 2, InHeight: 6, InWidth: 5, OutChannels: 3, KernelHeight: 4, KernelWidth: 3,
        StrideHeight: 2, StrideWidth: 2, PaddingHeight: 1, PaddingWidth: 1, DilationHeight: 1, DilationWidth: 1, Groups: 1);

    private static readonly Conv2dGeometry Second = new(
        Batch: 2, InChannels: 3, InHeight: 3, InWidth: 3, OutChannels: 1, KernelHeight: 3, KernelWidth: 3,
        StrideHeight: 1, StrideWidth: 1, PaddingHeight: 0, PaddingWidth: 0, DilationHeight: 1, DilationWidth: 1, Groups: 1);

    private static readonly Shape[] Shapes = [[2, 2, 6, 5], [3, 2, 4, 3], [3], [3], [3], [1, 3, 3, 3]];

    [TestCase(false)]
    [TestCase(true)]
    public void DerivativesAreThoseOfFiniteDifferences(bool withBatchNorm)
    {
        var random = new RandomGenerator(11);
        double[][] numbers = [.. Shapes.Select(shape => Draw(random, shape))];
        using var tape = Tape.Begin();
        Variable[] leaves = Leaves(numbers);
        Variable[] gradients = Gradients.Of([Penalty(leaves, withBatchNorm)], leaves, allowUnused: true);
        double[][] analytic = [.. gradients.Select(gradient => gradient.Numbers())];
        double[][] numeric = FiniteDifferences.Gradient(x => PenaltyOf(x, withBatchNorm), numbers);
        Comparison worst = Comparison.Of("gradient", analytic, numeric);
        Assert.That(worst.Error, Is.LessThan(1e-7), worst.Where);
        Assert.That(analytic[1].Max(Math.Abs), Is.GreaterThan(0.01), "the first weight must matter, or nothing is tested");
    }

    private static double[] Draw(RandomGenerator random, Shape shape)
    {
        using TensorScope scope = TensorScope.Begin();
        return random.Uniform(shape, -1, 1, DType.Float64).ToArray<double>();
    }

    private static Variable[] Leaves(double[][] numbers) => [.. numbers.Select((array, i) => Leaf.Of(Shapes[i], array))];

    private static double PenaltyOf(double[][] numbers, bool withBatchNorm)
    {
        using var tape = Tape.Begin();
        return Penalty(Leaves(numbers), withBatchNorm).Item();
    }

    private static Variable Penalty(Variable[] v, bool withBatchNorm)
    {
        Variable image = v[0];
        Variable features = Functions.Conv2d(image, v[1], v[2], First);
        if (withBatchNorm) features = Functions.BatchNorm(features, v[3], v[4], 1e-5, out _, out _);
        Variable score = Functions.Conv2d(features.Tanh(), v[5], null, Second);
        Variable gradient = Gradients.Of(score.Sum(), image, createGraph: true);
        Variable norm = gradient.Square().Sum([1, 2, 3]).Sqrt();
        return (norm - 1).Square().Mean();
    }
}
