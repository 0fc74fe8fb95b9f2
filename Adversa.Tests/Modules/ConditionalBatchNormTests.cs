using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class ConditionalBatchNormTests
{
    private static readonly int[] Classes = [2, 0, 2, 1];

    [Test]
    public void EachSampleHasTheScaleAndShiftOfItsClass([Values] bool isTraining)
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new ConditionalBatchNorm2d(5, classes: 3, options: Sample.Options());
        using var plain = new BatchNorm2d(5, affine: false, options: Sample.Options());
        Initialization.Normal(layer.Table, new RandomGenerator(3));
        Variable x = Sample.Normal([4, 5, 3, 2]);
        if (!isTraining)
        {
            Variable batch = Sample.Normal([6, 5, 2, 2], seed: 11);
            layer.Forward(batch, Tensor.From([0, 1, 2, 0, 1, 2]));
            plain.Forward(batch);
            layer.Eval();
            plain.Eval();
        }

        double[] table = layer.Table.ToArray(), normalized = plain.Forward(x).ToArray();
        IEnumerable<double> expected = normalized.Select((value, i) =>
        {
            int row = Classes[i / 30] * 10, channel = i / 6 % 5;
            return table[row + channel] * value + table[row + 5 + channel];
        });
        Assert.That(layer.Forward(x, Tensor.From(Classes)).ToArray(), Is.EqualTo(expected).Within(Sample.Tolerance));
        Assert.That(layer.RunningMean.ToArray<double>(), Is.EqualTo(plain.RunningMean!.ToArray<double>()));
        Assert.That(layer.RunningVariance.ToArray<double>(), Is.EqualTo(plain.RunningVariance!.ToArray<double>()));
    }

    [Test]
    public void IsPlainBatchNormalizationAtFirst()
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new ConditionalBatchNorm2d(2, classes: 3, options: Sample.Options());
        using var plain = new BatchNorm2d(2, affine: false, options: Sample.Options());
        Variable x = Sample.Normal([4, 2, 3, 3]);
        Assert.That(layer.Forward(x, Tensor.From(Classes)).ToArray(), Is.EqualTo(plain.Forward(x).ToArray()));
        Assert.That(layer.StateDict().Names, Is.EqualTo(new[]
        {
            "bn.running_mean", "bn.running_var", "bn.num_batches_tracked", "embed.weight",
        }));
    }

    [Test]
    public void ClassesThatAreNotThereGetNoGradient()
    {
        using var tape = Tape.Begin();
        using var layer = new ConditionalBatchNorm2d(1, classes: 3, options: Sample.Options());
        layer.Forward(Sample.Normal([4, 1, 2, 2]), Tensor.From([2, 0, 2, 0])).Square().Sum().Backward();
        double[] gradient = layer.Table.Gradient!.ToArray<double>();
        Assert.That(gradient[2..4], Is.EqualTo(new double[2]));
        Assert.That(gradient[0], Is.Not.Zero);
        Assert.That(gradient[4], Is.Not.Zero);
    }

    [Test]
    public void MessagesNameWhatDoesNotFit()
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new ConditionalBatchNorm2d(2, classes: 3, options: Sample.Options());
        Variable x = Sample.Normal([4, 2, 3, 3]);
        Assert.That(() => layer.Forward(x, Tensor.From([0, 1])), Throws.ArgumentException.With.Message.EqualTo(
            "ConditionalBatchNorm2d: labels int32 [2] do not fit; expected [4], a class below 3 per sample."));
        Assert.That(() => layer.Forward(x, Tensor.From([0, 1, 2, 3])), Throws.InstanceOf<IndexOutOfRangeException>());
        Assert.That(() => layer.Forward(x), Throws.InstanceOf<NotSupportedException>().With.Message.EqualTo(
            "ConditionalBatchNorm2d depends on the class of each sample; call Forward with labels."));
        Assert.That(
            () => new ConditionalBatchNorm2d(2, classes: 0, options: Sample.Options()),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
