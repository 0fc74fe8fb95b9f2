using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels.Sources;
using Adversa.Tensors;
using Adversa.Tests.Kernels;
using Conv2d = Adversa.Autograd.Modules.Conv2d;

namespace Adversa.Tests.Modules;

internal sealed class ConvolutionLayerTests
{
    [Test]
    public void Conv2dIsTheCrossCorrelationOfEveryGeometry(
        [Values(1, 2)] int groups, [Values(1, 2, 3)] int stride, [Values(0, 1, 2)] int padding, [Values(1, 2)] int dilation,
        [Values] bool bias)
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new Conv2d(4, 6, (3, 2), stride, (padding, 1), (dilation, 1), groups, bias, Sample.Options());
        Variable x = Sample.Normal([2, 4, 7, 5]);
        Variable y = layer.Forward(x);

        var geometry = new Conv2dGeometry(2, 4, 7, 5, 6, 3, 2, stride, stride, padding, 1, dilation, 1, groups);
        Assert.That(y.Shape.Sizes, Is.EqualTo(geometry.Output));
        double[] expected = Conv2dReference.Forward(geometry, x.ToArray(), layer.Weight.ToArray());
        AddBias(expected, layer, y.Shape);
        Assert.That(y.ToArray(), Is.EqualTo(expected).Within(Sample.Tolerance));
    }

    [Test]
    public void ConvTranspose2dScattersItsInput(
        [Values(1, 2)] int groups, [Values(0, 1)] int padding, [Values(1, 2)] int dilation, [Values(0, 1)] int outputPadding,
        [Values] bool bias)
    {
        const int Stride = 2, Kernel = 3, In = 4, Out = 6, Size = 5;
        using TensorScope scope = TensorScope.Begin();
        using var layer = new ConvTranspose2d(
            In, Out, Kernel, Stride, padding, outputPadding, dilation, groups, bias, Sample.Options());
        Variable x = Sample.Normal([2, In, Size, Size]);
        Variable y = layer.Forward(x);

        int outSize = (Size - 1) * Stride - 2 * padding + dilation * (Kernel - 1) + outputPadding + 1;
        Assert.That(y.Shape, Is.EqualTo(Shape.Create([2, Out, outSize, outSize])));
        double[] expected = new double[y.Shape.Count], input = x.ToArray(), weight = layer.Weight.ToArray();
        var terms =
            from n in Enumerable.Range(0, 2)
            from i in Enumerable.Range(0, In)
            from o in Enumerable.Range(0, Out / groups)
            from position in Enumerable.Range(0, Size * Size)
            from tap in Enumerable.Range(0, Kernel * Kernel)
            select (n, i, o, position, tap);
        foreach ((int n, int i, int o, int position, int tap) in terms)
        {
            int row = position / Size * Stride + tap / Kernel * dilation - padding;
            int column = position % Size * Stride + tap % Kernel * dilation - padding;
            if (row < 0 || row >= outSize || column < 0 || column >= outSize) continue;
            int channel = i / (In / groups) * (Out / groups) + o;
            expected[((n * Out + channel) * outSize + row) * outSize + column] +=
                input[(n * In + i) * Size * Size + position] * weight[(i * (Out / groups) + o) * Kernel * Kernel + tap];
        }

        AddBias(expected, layer, y.Shape);
        Assert.That(y.ToArray(), Is.EqualTo(expected).Within(Sample.Tolerance));
    }

    [Test]
    public void MessagesNameWhatDoesNotFit()
    {
        using TensorScope scope = TensorScope.Begin();
        ModuleOptions options = Sample.Options();
        using var layer = new Conv2d(1, 64, 4, options: options);
        using var network = new Sequential(layer);
        using var transposed = new ConvTranspose2d(2, 3, 2, padding: 2, options: options);
        Assert.That(() => network.Forward(Sample.Normal([2, 3, 8, 8])), Throws.ArgumentException.With.Message.EqualTo(
            "Conv2d: input has 3 channels but weight [64,1,4,4] expects 1 (0.weight)."));
        Assert.That(() => network.Forward(Sample.Normal([2, 1, 3, 8])), Throws.ArgumentException.With.Message.EqualTo(
            "Conv2d: the kernel covers [4,4], which is larger than the padded input [3,8] of float64 [2,1,3,8]."));
        Assert.That(() => network.Forward(Sample.Normal([2, 64])), Throws.ArgumentException.With.Message.EqualTo(
            "Conv2d: input float64 [2,64] needs four axes, [N,C,H,W]."));
        Assert.That(() => transposed.Forward(Sample.Normal([1, 2, 2, 2])), Throws.ArgumentException.With.Message.EqualTo(
            "ConvTranspose2d: padding [2,2] leaves nothing of float64 [1,2,2,2]; the output would be [-1,-1]."));
        Assert.That(
            () => new ConvTranspose2d(2, 3, 2, stride: 2, outputPadding: 2, options: options),
            Throws.ArgumentException.With.Message.Contains("output padding [2,2] must be smaller than the stride [2,2]"));
        Assert.That(
            () => new Conv2d(4, 6, 3, groups: 4, options: options),
            Throws.ArgumentException.With.Message.Contains("4 input and 6 output channels do not divide into 4 groups"));
        Assert.That(
            () => new Conv2d(4, 6, 3, stride: 0, options: options),
            Throws.ArgumentException.With.Message.Contains("stride [0,0] must be at least 1"));
    }

    private static void AddBias(double[] y, ConvolutionLayer layer, Shape shape)
    {
        if (layer.Bias is null) return;
        double[] bias = layer.Bias.ToArray();
        int plane = shape[2] * shape[3];
        for (int i = 0; i < y.Length; i++) y[i] += bias[i / plane % bias.Length];
    }
}
