using Adversa.Autograd;
using Adversa.Kernels;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>A window that is larger than the padded image has no position: the result is empty, and gradients are 0.</summary>
internal sealed class SmallImageTests
{
    [Test]
    public void ConvolutionHasNoOutput([Values(1, 2, 3, 5)] int stride, [Values] bool bothAxes)
    {
        using var tape = Tape.Begin();
        int width = bothAxes ? 3 : 5;
        var g = new Conv2dGeometry(2, 3, 2, width, 4, 4, 4, stride, stride, 0, 0, 1, 1, 1);
        Variable x = Leaf.Random([2, 3, 2, width], new RandomGenerator(1)), w = Leaf.Random([4, 3, 4, 4], new RandomGenerator(2));
        Variable bias = Leaf.Of(1, 2, 3, 4);
        Variable y = Functions.Conv2d(x, w, bias, g);
        Assert.That(y.Shape, Is.EqualTo(Shape.Create([2, 4, 0, bothAxes ? 0 : 1 / stride + 1])));
        AssertNoGradient(y.Sum(), x, w, bias);
    }

    [Test]
    public void DilatedConvolutionHasNoOutput()
    {
        using var tape = Tape.Begin();
        var g = new Conv2dGeometry(1, 1, 4, 4, 1, 2, 2, 4, 4, 0, 0, 4, 4, 1);
        Assert.That((g.OutHeight, g.OutWidth), Is.EqualTo((0, 0)));
        Variable x = Leaf.Random([1, 1, 4, 4], new RandomGenerator(1)), w = Leaf.Random([1, 1, 2, 2], new RandomGenerator(2));
        AssertNoGradient(Functions.Conv2d(x, w, null, g).Sum(), x, w);
    }

    [Test]
    public void PoolingHasNoOutput([Values(1, 2, 3, 5)] int stride, [Values] bool bothAxes)
    {
        using var tape = Tape.Begin();
        int width = bothAxes ? 3 : 5;
        var g = new Pool2dGeometry(6, 2, width, 4, 4, stride, stride, 0, 0);
        Variable x = Leaf.Random([2, 3, 2, width], new RandomGenerator(1));
        foreach (Variable y in new[] { Functions.AveragePool2d(x, g), Functions.MaxPool2d(x, g) })
        {
            Assert.That(y.Shape, Is.EqualTo(Shape.Create([2, 3, 0, bothAxes ? 0 : 1 / stride + 1])));
            AssertNoGradient(y.Sum(), x);
        }
    }

    private static void AssertNoGradient(Variable sum, params Variable[] leaves)
    {
        Assert.That(sum.Item(), Is.Zero);
        foreach (Variable gradient in Gradients.Of([sum], leaves)) Assert.That(gradient.Numbers(), Has.All.Zero);
    }
}
