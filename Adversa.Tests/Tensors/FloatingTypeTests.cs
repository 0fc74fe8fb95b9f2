using Adversa.Kernels;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Tests.Tensors;

/// <summary>Operations that compute in floating point say so to whoever passes bytes.</summary>
internal sealed class FloatingTypeTests
{
    private static readonly Pool2dGeometry Pool = new(1, 4, 4, 2, 2, 2, 2, 0, 0);

    private static readonly Pool2dGeometry Spread = new(1, 8, 8, 2, 2, 2, 2, 0, 0);

    private static readonly Conv2dGeometry Convolution = new(1, 1, 4, 4, 1, 3, 3, 1, 1, 1, 1, 1, 1, 1);

    private static readonly (string Name, Action<Tensor> Operation)[] Operations =
    [
        ("average_pool2d", x => x.AveragePool2d(Pool)),
        ("average_pool2d_input_gradient", x => x.AveragePool2dInputGradient(Spread)),
        ("max_pool2d", x => x.MaxPool2d(Pool)),
        ("resize2d", x => x.Resize2d(8, 8, Interpolation.Bilinear)),
        ("resize2d_input_gradient", x => x.Resize2dInputGradient(2, 2, Interpolation.Nearest)),
        ("MatMul", x => x.MatMul(x)),
        ("conv2d", x => x.Conv2d(Tensor.Ones([1, 1, 3, 3], DType.UInt8), Convolution)),
        ("conv2d_input_gradient", x => x.Conv2dInputGradient(Tensor.Ones([1, 1, 3, 3], DType.UInt8), Convolution)),
        ("conv2d_weight_gradient", x => x.Conv2dWeightGradient(x, Convolution)),
        ("BatchNorm", x => x.BatchNormStatistics()),
        ("Softmax", x => x.Softmax(-1)),
        ("Sum", x => x.Sum()),
        ("exp", x => Pointwise.Exp.Apply([x])),
    ];

    [Test]
    public void BytesAreRefused([ValueSource(nameof(Operations))] (string Name, Action<Tensor> Operation) row)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor image = Tensor.Ones([1, 1, 4, 4], DType.UInt8);
        Assert.That(
            () => row.Operation(image),
            Throws.ArgumentException.With.Message.EqualTo(
                $"{row.Name}: uint8 [1,1,4,4] must be float32 or float64; convert it with To."));
    }
}
