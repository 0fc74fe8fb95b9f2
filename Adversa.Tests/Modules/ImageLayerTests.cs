using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class ImageLayerTests
{
    [TestCase(2, 2, 0)]
    [TestCase(3, 2, 1)]
    [TestCase(3, 1, 0)]
    public void PoolsEachWindow(int kernel, int stride, int padding)
    {
        const int Height = 7, Width = 5;
        using TensorScope scope = TensorScope.Begin();
        Variable x = Sample.Normal([2, 3, Height, Width]);
        Variable mean = new AvgPool2d(kernel, stride, padding).Forward(x);
        Variable max = new MaxPool2d(kernel, stride, padding).Forward(x);

        int outHeight = (Height + 2 * padding - kernel) / stride + 1, outWidth = (Width + 2 * padding - kernel) / stride + 1;
        Assert.That(mean.Shape, Is.EqualTo(Shape.Create([2, 3, outHeight, outWidth])));
        Assert.That(max.Shape, Is.EqualTo(mean.Shape));
        double[] input = x.ToArray(), means = mean.ToArray(), maxima = max.ToArray();
        for (int i = 0; i < means.Length; i++)
        {
            int plane = i / (outHeight * outWidth);
            int top = i / outWidth % outHeight * stride - padding, left = i % outWidth * stride - padding;
            double[] window =
            [
                .. from row in Enumerable.Range(top, kernel)
                   from column in Enumerable.Range(left, kernel)
                   where row is >= 0 and < Height && column is >= 0 and < Width
                   select input[(plane * Height + row) * Width + column],
            ];
            Assert.That(means[i], Is.EqualTo(window.Sum() / (kernel * kernel)).Within(Sample.Tolerance));
            Assert.That(maxima[i], Is.EqualTo(window.Max()));
        }
    }

    [Test]
    public void TheStrideOfPoolingIsTheKernelUnlessGiven()
    {
        using TensorScope scope = TensorScope.Begin();
        Assert.That(new AvgPool2d(2).Forward(Sample.Normal([1, 1, 6, 6])).Shape, Is.EqualTo(Shape.Create([1, 1, 3, 3])));
        Assert.That(new MaxPool2d((3, 2)).Forward(Sample.Normal([1, 1, 6, 6])).Shape, Is.EqualTo(Shape.Create([1, 1, 2, 3])));
    }

    [Test]
    public void PoolingRefusesWhatDoesNotFit()
    {
        using TensorScope scope = TensorScope.Begin();
        Assert.That(() => new MaxPool2d(4).Forward(Sample.Normal([1, 1, 3, 8])), Throws.ArgumentException.With.Message.StartsWith(
            "MaxPool2d: the kernel covers [4,4], which is larger than the padded input [3,8]"));
        Assert.That(() => new AvgPool2d(2, padding: 2), Throws.ArgumentException.With.Message.StartsWith(
            "AvgPool2d: padding [2,2] exceeds half the kernel [2,2]."));
    }

    [Test]
    public void UpsampleRepeatsPixels()
    {
        using TensorScope scope = TensorScope.Begin();
        Variable x = Sample.Normal([1, 2, 2, 3]);
        double[] y = new Upsample(2).Forward(x).ToArray(), input = x.ToArray();
        Assert.That(y, Has.Length.EqualTo(4 * input.Length));
        for (int i = 0; i < y.Length; i++) Assert.That(y[i], Is.EqualTo(input[i / 24 * 6 + i / 6 % 4 / 2 * 3 + i % 6 / 2]));
    }

    // import torch
    // x = torch.tensor([[[[1., 2.], [3., 5.]]]])
    // print(torch.nn.Upsample(scale_factor=2, mode='bilinear')(x))
    [Test]
    public void UpsampleInterpolatesAsPyTorchDoes()
    {
        using TensorScope scope = TensorScope.Begin();
        Variable x = Tensor.From([1.0, 2, 3, 5], [1, 1, 2, 2]);
        double[] expected = [1, 1.25, 1.75, 2, 1.5, 1.8125, 2.4375, 2.75, 2.5, 2.9375, 3.8125, 4.25, 3, 3.5, 4.5, 5];
        Assert.That(new Upsample(2, Interpolation.Bilinear).Forward(x).ToArray(), Is.EqualTo(expected).Within(Sample.Tolerance));
    }

    [Test]
    public void FlattenAndReshapeKeepTheOrder()
    {
        using TensorScope scope = TensorScope.Begin();
        Variable x = Sample.Normal([2, 3, 4, 5]);
        Variable flat = new Flatten().Forward(x), image = new Reshape(3, 4, 5).Forward(flat);
        Assert.That(flat.Shape, Is.EqualTo(Shape.Create([2, 60])));
        Assert.That(image.Shape, Is.EqualTo(x.Shape));
        Assert.That(image.ToArray(), Is.EqualTo(x.ToArray()));
        Assert.That(() => new Reshape(7).Forward(flat), Throws.ArgumentException);
    }
}
