using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class InitializationTests
{
    /// <summary>fan_in 24·9 = 216, fan_out 40·9 = 360; 8640 numbers.</summary>
    private static readonly Shape Weight = [40, 24, 3, 3];

    private static readonly TestCaseData[] Deviations =
    [
        Of(0.02, w => Initialization.Normal(w, new RandomGenerator(1), 0, 0.02), isUniform: false),
        Of(2 / Math.Sqrt(12), w => Initialization.Uniform(w, new RandomGenerator(2), -1), isUniform: true),
        Of(1.5 * Math.Sqrt(2.0 / 576), w => Initialization.XavierNormal(w, new RandomGenerator(3), gain: 1.5), isUniform: false),
        Of(Math.Sqrt(2.0 / 576), w => Initialization.XavierUniform(w, new RandomGenerator(4)), isUniform: true),
        Of(Math.Sqrt(2.0 / 216), w => Initialization.HeNormal(w, new RandomGenerator(5)), isUniform: false),
        Of(Math.Sqrt(2.0 / 360), w => Initialization.HeNormal(w, new RandomGenerator(6), FanMode.FanOut), isUniform: false),
        Of(Math.Sqrt(2 / (1.04 * 216)), w => Initialization.HeUniform(w, new RandomGenerator(7), slope: 0.2), isUniform: true),
    ];

    [TestCaseSource(nameof(Deviations))]
    public void HasTheDistributionThatItsNameSays(double deviation, Action<Parameter> initialize, bool isUniform)
    {
        using var parameter = new Parameter(Tensor.Empty(Weight, DType.Float64));
        initialize(parameter);
        double[] x = parameter.ToArray();

        // Five standard errors of a mean; of a sample deviation, whose relative error is at most 1/√(2n).
        double root = Math.Sqrt(x.Length);
        Assert.That(x.Average(), Is.Zero.Within(5 * deviation / root));
        double sampleDeviation = Math.Sqrt(x.Average(value => value * value));
        Assert.That(sampleDeviation, Is.EqualTo(deviation).Within(5 * deviation / (Math.Sqrt(2) * root)));

        // Of 8640 uniform numbers the largest is within a thousandth of the bound √3·σ, but for one time in 5000.
        double largest = x.Max(Math.Abs);
        Assert.That(largest, isUniform ? Is.InRange(1.7303 * deviation, 1.7321 * deviation) : Is.GreaterThan(3 * deviation));
    }

    [Test]
    public void ConstantIsConstant()
    {
        using var parameter = new Parameter(Tensor.Empty([3, 2], DType.Float64));
        Initialization.Constant(parameter, 0.5);
        Assert.That(parameter.ToArray(), Has.All.EqualTo(0.5));
    }

    [TestCase(6, 4)]
    [TestCase(4, 6)]
    [TestCase(5, 5)]
    [TestCase(1, 7)]
    [TestCase(7, 1)]
    public void OrthogonalHasOrthonormalVectors(int rows, int columns)
    {
        using TensorScope scope = TensorScope.Begin();
        using var parameter = new Parameter(Tensor.Empty([rows, columns], DType.Float64));
        Initialization.Orthogonal(parameter, new RandomGenerator(3), gain: 3);
        Tensor q = parameter.Value;
        double[] products = (rows <= columns ? q.MatMul(q.Transpose()) : q.Transpose().MatMul(q)).ToArray<double>();
        int side = Math.Min(rows, columns);
        for (int i = 0; i < side * side; i++)
            Assert.That(products[i], Is.EqualTo(i / side == i % side ? 9 : 0).Within(1e-14 * 9));
    }

    [Test]
    public void OrthogonalSeesAKernelAsAMatrix()
    {
        using TensorScope scope = TensorScope.Begin();
        using var parameter = new Parameter(Tensor.Empty([4, 3, 2, 2], DType.Float32));
        Initialization.Orthogonal(parameter, new RandomGenerator(3));
        Tensor q = parameter.Value.Reshape(4, 12).To(DType.Float64);
        double[] products = q.MatMul(q.Transpose()).ToArray<double>();
        for (int i = 0; i < 16; i++) Assert.That(products[i], Is.EqualTo(i / 4 == i % 4 ? 1 : 0).Within(5e-7));
    }

    [Test]
    public void LayersBeginAsPyTorchsDo()
    {
        using var linear = new Linear(100, 200, options: Sample.Options());
        using var convolution = new Conv2d(16, 32, (3, 5), groups: 2, options: Sample.Options());
        using var transposed = new ConvTranspose2d(32, 16, (3, 5), groups: 2, options: Sample.Options());
        AssertUniform(linear.Weight, 1 / Math.Sqrt(100));
        AssertUniform(linear.Bias!, 1 / Math.Sqrt(100));
        AssertUniform(convolution.Weight, 1 / Math.Sqrt(8 * 15));
        AssertUniform(convolution.Bias!, 1 / Math.Sqrt(8 * 15));
        AssertUniform(transposed.Weight, 1 / Math.Sqrt(8 * 15));
        AssertUniform(transposed.Bias!, 1 / Math.Sqrt(8 * 15));
    }

    [Test]
    public void LayersDrawInTurnFromOneGenerator()
    {
        using Linear first = new(3, 4, options: Sample.Options(1)), same = new(3, 4, options: Sample.Options(1));
        using Linear other = new(3, 4, options: Sample.Options(2));
        Assert.That(same.Weight.ToArray(), Is.EqualTo(first.Weight.ToArray()));
        Assert.That(other.Weight.ToArray(), Is.Not.EqualTo(first.Weight.ToArray()));
        using Linear a = new(3, 4), b = new(3, 4);
        Assert.That(a.Weight.Value.ToArray<float>(), Is.Not.EqualTo(b.Weight.Value.ToArray<float>()), "without options");
    }

    [Test]
    public void ABiasHasNoFans()
    {
        using var bias = new Parameter(Tensor.Zeros([3]));
        var random = new RandomGenerator(1);
        Assert.That(
            () => Initialization.HeNormal(bias, random), Throws.ArgumentException.With.Message.Contains("[3] has no fans"));
        Assert.That(
            () => Initialization.Orthogonal(bias, random), Throws.ArgumentException.With.Message.Contains("[3] is no matrix"));
    }

    private static TestCaseData Of(double deviation, Action<Parameter> initialize, bool isUniform) =>
        new(deviation, initialize, isUniform);

    /// <summary>All within the bound, and so many numbers fill it to a good part.</summary>
    private static void AssertUniform(Parameter parameter, double bound)
    {
        Assert.That(parameter.ToArray(), Has.All.InRange(-bound, bound), parameter.Name);
        Assert.That(parameter.ToArray().Max(Math.Abs), Is.GreaterThan(0.75 * bound), parameter.Name);
    }
}
