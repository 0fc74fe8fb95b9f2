using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class BatchNormTests
{
    private const double Epsilon = 1e-5;

    [Test]
    public void NormalizesWithTheBatchAndRemembersIt([Values(0.1, 0.3, null)] double? momentum)
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new BatchNorm2d(3, Epsilon, momentum, options: Sample.Options());
        Initialization.Normal(layer.Weight!, new RandomGenerator(1), 1, 0.5);
        Initialization.Normal(layer.Bias!, new RandomGenerator(2));
        double[] mean = new double[3], variance = [1, 1, 1];
        for (int batch = 1; batch <= 3; batch++)
        {
            Variable x = Sample.Normal([4, 3, 5, 2], seed: (ulong)batch);
            double[] y = layer.Forward(x).ToArray();
            double[][] channels = Channels(x);
            for (int c = 0; c < 3; c++)
            {
                double batchMean = channels[c].Average(), squares = channels[c].Sum(value => Math.Pow(value - batchMean, 2));
                (double gamma, double beta) = (layer.Weight!.ToArray()[c], layer.Bias!.ToArray()[c]);
                double biased = squares / channels[c].Length, unbiased = squares / (channels[c].Length - 1);
                double[] normalized = Channels(Tensor.From(y, x.Shape))[c];
                Assert.That(normalized, Is.EqualTo(Normalized(channels[c], batchMean, biased, gamma, beta)).Within(1e-13));

                double share = momentum ?? 1.0 / batch;
                mean[c] = (1 - share) * mean[c] + share * batchMean;
                variance[c] = (1 - share) * variance[c] + share * unbiased;
            }
        }

        Assert.That(layer.RunningMean!.ToArray<double>(), Is.EqualTo(mean).Within(1e-14));
        Assert.That(layer.RunningVariance!.ToArray<double>(), Is.EqualTo(variance).Within(1e-14));
        Assert.That(layer.StateDict().Values<long>("num_batches_tracked")[0], Is.EqualTo(3));
    }

    [Test]
    public void EvaluatesWithWhatItRemembers()
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new BatchNorm1d(3, Epsilon, options: Sample.Options());
        layer.Forward(Sample.Normal([6, 3]));
        layer.Eval();
        StateDict before = layer.StateDict();
        Variable x = Sample.Normal([1, 3], seed: 11);
        double[] y = layer.Forward(x).ToArray(), input = x.ToArray();
        for (int c = 0; c < 3; c++)
        {
            double mean = before.Values<double>("running_mean")[c], variance = before.Values<double>("running_var")[c];
            Assert.That(y[c], Is.EqualTo((input[c] - mean) / Math.Sqrt(variance + Epsilon)).Within(1e-14));
        }

        Assert.That(layer.StateDict().Elements(), Is.EqualTo(before.Elements()));
    }

    [Test]
    public void WithoutRunningStatisticsTheBatchIsUsedAlways()
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new BatchNorm1d(3, trackRunningStatistics: false, options: Sample.Options());
        Variable x = Sample.Normal([6, 3]);
        double[] training = layer.Forward(x).ToArray();
        layer.Eval();
        Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(training));
        Assert.That(layer.StateDict().Names, Is.EqualTo(new[] { "weight", "bias" }));
    }

    [Test]
    public void WithoutAffinityItOnlyNormalizes()
    {
        using TensorScope scope = TensorScope.Begin();
        using var plain = new BatchNorm1d(3, affine: false, options: Sample.Options());
        using var affine = new BatchNorm1d(3, options: Sample.Options());
        Variable x = Sample.Normal([5, 3, 4]);
        Assert.That(plain.Forward(x).ToArray(), Is.EqualTo(affine.Forward(x).ToArray()));
        Assert.That(plain.Parameters, Is.Empty);
        Assert.That(plain.StateDict().Names, Is.EqualTo(new[] { "running_mean", "running_var", "num_batches_tracked" }));
    }

    [Test]
    public void CountsOnFromALoadedState()
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new BatchNorm1d(2, options: Sample.Options());
        using var other = new BatchNorm1d(2, options: Sample.Options());
        for (int i = 0; i < 5; i++) layer.Forward(Sample.Normal([4, 2]));
        other.Forward(Sample.Normal([4, 2]));
        other.LoadStateDict(layer.StateDict());
        other.Forward(Sample.Normal([4, 2]));
        Assert.That(other.StateDict().Values<long>("num_batches_tracked")[0], Is.EqualTo(6));
    }

    [Test]
    public void MessagesNameWhatDoesNotFit()
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new BatchNorm2d(3, options: Sample.Options());
        Assert.That(() => layer.Forward(Sample.Normal([1, 3, 1, 1])), Throws.ArgumentException.With.Message.StartsWith(
            "BatchNorm2d: the batch's statistics need more than one value per channel, but the input is float64 [1,3,1,1]"));
        Assert.That(() => layer.Forward(Sample.Normal([2, 4, 2, 2])), Throws.ArgumentException.With.Message.EqualTo(
            "BatchNorm2d: input float64 [2,4,2,2] does not fit; expected [N,C,H,W] with C = 3."));
        Assert.That(() => layer.Forward(Sample.Normal([2, 3])), Throws.ArgumentException.With.Message.Contains("[N,C,H,W]"));
        layer.Eval();
        Assert.That(layer.Forward(Sample.Normal([1, 3, 1, 1])).Shape.Count, Is.EqualTo(3));
    }

    private static IEnumerable<double> Normalized(double[] x, double mean, double variance, double gamma, double beta) =>
        x.Select(value => gamma * (value - mean) / Math.Sqrt(variance + Epsilon) + beta);

    /// <summary>The values of each channel of [N,C,H,W].</summary>
    private static double[][] Channels(Variable x)
    {
        int channels = x.Shape[1], plane = x.Shape[2] * x.Shape[3];
        return [.. Enumerable.Range(0, channels).Select(c => x.ToArray().Where((_, i) => i / plane % channels == c).ToArray())];
    }
}
