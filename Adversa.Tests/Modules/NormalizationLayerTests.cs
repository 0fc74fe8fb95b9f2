using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

/// <summary>Normalizations of each sample by itself.</summary>
internal sealed class NormalizationLayerTests
{
    private const double Epsilon = 1e-5;

    [Test]
    public void LayerNormNormalizesTheLastAxes([Values] bool affine)
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new LayerNorm([3, 5], Epsilon, affine, Sample.Options());
        Check(layer, Sample.Normal([2, 7, 3, 5]), run: 15, position: static i => i % 15);
    }

    [Test]
    public void InstanceNormNormalizesEachChannelOfEachSample([Values] bool affine)
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new InstanceNorm2d(3, Epsilon, affine, Sample.Options());
        Check(layer, Sample.Normal([2, 3, 5, 1]), run: 5, position: static i => i / 5 % 3);
    }

    [Test]
    public void GroupNormNormalizesEachGroupOfEachSample([Values] bool affine, [Values(1, 2, 3, 6)] int groups)
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new GroupNorm(groups, 6, Epsilon, affine, Sample.Options());
        Check(layer, Sample.Normal([2, 6, 3, 2]), run: 36 / groups, position: static i => i / 6 % 6);
    }

    [Test]
    public void GroupNormTakesFeatures()
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new GroupNorm(2, 6, Epsilon, options: Sample.Options());
        Check(layer, Sample.Normal([5, 6]), run: 3, position: static i => i % 6);
    }

    [Test]
    public void EvaluationIsTheSameAndNothingIsRemembered()
    {
        using TensorScope scope = TensorScope.Begin();
        using var network = new Sequential(
            new InstanceNorm2d(4, affine: true, options: Sample.Options()), new GroupNorm(2, 4, options: Sample.Options()),
            new LayerNorm([4, 3, 3], options: Sample.Options()));
        Variable x = Sample.Normal([2, 4, 3, 3]);
        double[] training = network.Forward(x).ToArray();
        network.Eval();
        Assert.That(network.Forward(x).ToArray(), Is.EqualTo(training));
        Assert.That(network.StateDict().Names, Is.EqualTo(new[]
        {
            "0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias",
        }));
    }

    [Test]
    public void InstanceNormHasNoAffinityUnlessAskedFor()
    {
        using var layer = new InstanceNorm2d(3, options: Sample.Options());
        Assert.That(layer.StateDict(), Is.Empty);
    }

    [Test]
    public void MessagesNameWhatDoesNotFit()
    {
        using TensorScope scope = TensorScope.Begin();
        ModuleOptions options = Sample.Options();
        using var layer = new LayerNorm([3, 5], options: options);
        using var instance = new InstanceNorm2d(3, options: options);
        using var group = new GroupNorm(2, 4, options: options);
        Assert.That(() => layer.Forward(Sample.Normal([2, 5, 3])), Throws.ArgumentException.With.Message.EqualTo(
            "LayerNorm: float64 [2,5,3] does not end in the axes [3,5]."));
        Assert.That(() => layer.Forward(Sample.Normal([5])), Throws.ArgumentException);
        Assert.That(() => instance.Forward(Sample.Normal([2, 4, 2, 2])), Throws.ArgumentException.With.Message.EqualTo(
            "InstanceNorm2d: input float64 [2,4,2,2] does not fit; expected [N,C,H,W] with C = 3."));
        Assert.That(() => instance.Forward(Sample.Normal([2, 3, 1, 1])), Throws.ArgumentException.With.Message.EqualTo(
            "InstanceNorm2d: the statistics need more than one value per channel of a sample, " +
            "but the input is float64 [2,3,1,1]."));
        Assert.That(() => group.Forward(Sample.Normal([2, 3, 2, 2])), Throws.ArgumentException.With.Message.Contains("C = 4"));
        Assert.That(
            () => new GroupNorm(3, 4, options: options),
            Throws.ArgumentException.With.Message.Contains("4 channels do not divide into 3 groups"));
    }

    /// <summary>
    /// Compares with the formula on runs of elements that share their statistics; element i has γ and β at a position.
    /// </summary>
    private static void Check(NormalizationLayer layer, Variable x, int run, Func<int, int> position)
    {
        if (layer.Weight is not null) Initialization.Normal(layer.Weight, new RandomGenerator(1), 1, 0.5);
        if (layer.Bias is not null) Initialization.Normal(layer.Bias, new RandomGenerator(2));
        double[]? gamma = layer.Weight?.ToArray(), beta = layer.Bias?.ToArray();
        double[][] runs = [.. x.ToArray().Chunk(run)];
        IEnumerable<double> expected = runs.SelectMany((values, r) => values.Select((value, i) =>
        {
            double mean = values.Average(), variance = values.Average(other => Math.Pow(other - mean, 2));
            int p = position(r * run + i);
            return (gamma?[p] ?? 1) * (value - mean) / Math.Sqrt(variance + Epsilon) + (beta?[p] ?? 0);
        }));
        Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(expected).Within(1e-13));
    }
}
