using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Optimizers;
using Adversa.Gan.Regularizers;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Regularizers;

/// <summary>Limits on weights and on gradients, with and without an optimizer's flat buffers underneath.</summary>
public sealed class ClippingTests
{
    private static double[][] Gradients(Module network) =>
        [.. network.Parameters.Where(p => p.Gradient is not null).Select(p => p.Gradient!.ToArray<double>())];

    [Test]
    public void WeightsAreLimitedAfterTheStep()
    {
        using TensorScope scope = TensorScope.Begin();
        using var network = new Linear(7, 5, options: Sample.Options());
        using var optimizer = new Sgd(network.Parameters);
        double[] before = network.Weight.Value.ToArray<double>();
        new WeightClipping(0.1).Apply(optimizer);
        Assert.That(network.Weight.Value.ToArray<double>(), Is.EqualTo(before.Select(w => Math.Clamp(w, -0.1, 0.1))));
        Assert.That(before, Has.Some.GreaterThan(0.1).And.Some.LessThan(-0.1));
        Assert.That(() => new WeightClipping(0), Throws.ArgumentException.With.Message.Contains("found limit 0"));
    }

    [Test]
    public void ByNormScalesAllGradientsTogether([Values] bool gathered, [Values(0.5, 1000)] double limit)
    {
        using Module network = Backpropagated(gathered, out Optimizer? optimizer);
        using (optimizer)
        {
            double[][] before = Gradients(network);
            double norm = Math.Sqrt(before.Sum(gradient => gradient.Sum(g => g * g)));
            double scale = Math.Min(1, limit / (norm + 1e-6));
            using TensorScope scope = TensorScope.Begin();
            Parameter[] parameters = [.. network.Parameters];
            Assert.That(GradientClipping.ByNorm(parameters, limit).Item(), Is.EqualTo(norm * norm).Within(1e-12 * norm * norm));
            Assert.That(Gradients(network), Is.EqualTo(before.Select(row => row.Select(g => g * scale))).Within(1e-14));
            double after = norm * scale;
            Assert.That(GradientClipping.SquaredNorm(parameters).Item(), Is.EqualTo(after * after).Within(1e-12 * after * after));
        }
    }

    [Test]
    public void ByValueLimitsEachElement([Values] bool gathered)
    {
        using Module network = Backpropagated(gathered, out Optimizer? optimizer);
        using (optimizer)
        {
            double[][] before = Gradients(network);
            GradientClipping.ByValue(network.Parameters, 0.2);
            Assert.That(Gradients(network), Is.EqualTo(before.Select(row => row.Select(g => Math.Clamp(g, -0.2, 0.2)))));
            Assert.That(before.SelectMany(row => row), Has.Some.GreaterThan(0.2).And.Some.LessThan(-0.2));
        }
    }

    [Test]
    public void ParametersWithoutGradientsArePassedOver()
    {
        using TensorScope scope = TensorScope.Begin();
        using var network = new Linear(7, 5, options: Sample.Options());
        Parameter[] parameters = [.. network.Parameters];
        Assert.That(GradientClipping.ByNorm(parameters, 1).Item(), Is.Zero);
        Assert.That(() => GradientClipping.ByValue(parameters, 1), Throws.Nothing);
        Assert.That(() => GradientClipping.ByNorm(parameters, 0), Throws.ArgumentException);
        Assert.That(() => GradientClipping.ByNorm([], 1), Throws.ArgumentException);
        Assert.That(() => GradientClipping.ByValue(parameters, double.NaN), Throws.ArgumentException);
    }

    /// <summary>A broken step is not hidden: where the norm is no number, no gradient is one.</summary>
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void ANormThatIsNoNumberShows(double broken)
    {
        using Module network = Backpropagated(gathered: false, out _);
        Parameter[] parameters = [.. network.Parameters];
        parameters[0].Gradient!.Slice(0, 0, 1).Fill(broken);
        using TensorScope scope = TensorScope.Begin();
        GradientClipping.ByNorm(parameters, 1);
        Assert.That(Gradients(network).SelectMany(row => row), Has.Some.Matches<double>(double.IsNaN));
    }

    /// <summary>Gradients within the limit stay to the bit, in float32 as well.</summary>
    [Test]
    public void GradientsWithinTheLimitStayToTheBit()
    {
        using TensorScope scope = TensorScope.Begin();
        var parameter = new Parameter(Tensor.Zeros([1000]));
        float[] numbers = new RandomGenerator(4).Normal([1000]).ToArray<float>();
        using (Tape.Begin()) (parameter * Tensor.From(numbers)).Sum().Backward();
        double norm = Math.Sqrt(numbers.Sum(g => (double)g * g));
        GradientClipping.ByNorm([parameter], norm * 1.001);
        Assert.That(parameter.Gradient!.ToArray<float>(), Is.EqualTo(numbers));
        GradientClipping.ByNorm([parameter], norm / 2);
        Assert.That(parameter.Gradient!.ToArray<float>(), Is.EqualTo(numbers.Select(g => g / 2)).Within(2e-6));
    }

    /// <summary>A network whose first layer has gradients and whose second has none.</summary>
    private static Sequential Backpropagated(bool gathered, out Optimizer? optimizer)
    {
        var first = new Linear(7, 5, options: Sample.Options());
        var network = new Sequential(first, new Linear(5, 5, options: Sample.Options(2)));
        optimizer = gathered ? new Sgd(network.Parameters) : null;
        using var tape = Tape.Begin();
        first.Forward(Sample.Normal([9, 7])).Square().Sum().Backward();
        return network;
    }
}
