using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>Matrix products and convolutions, in float32: what arithmetic bounds.</summary>
internal static class ProductOperations
{
    private const int DcganBatch = 64;

    /// <summary>All of them. Their work is the multiplications and additions of the definition, with padding.</summary>
    public static IEnumerable<Operation> All =>
    [
        .. from size in new[] { 64, 256, 512, 1024, 2048 } select Product(size, size, size),
        Product(64, 8192, 100),
        Product(64, 10, 1024),
        Product(1, 4096, 4096),
        Product(4096, 1, 4096),

        // One power iteration of spectral normalization for a convolution 512→512 k3: Wv and uᵀW.
        Product(512, 1, 4608),
        Product(1, 4608, 512),

        // The discriminator of a DCGAN for 64×64 images; the generator's transposed convolutions are input gradients of the
        // same shapes, from 100 channels on.
        .. Convolutions(3, 64, 64, 4, 2, 1),
        .. Convolutions(64, 32, 128, 4, 2, 1),
        .. Convolutions(128, 16, 256, 4, 2, 1),
        .. Convolutions(256, 8, 512, 4, 2, 1),
        .. Convolutions(512, 4, 1, 4, 1, 0),
        .. Convolutions(512, 4, 100, 4, 1, 0),

        .. Convolutions(64, 32, 64, 3, 1, 1),
        .. Convolutions(256, 8, 256, 3, 1, 1),
        .. Convolutions(128, 16, 256, 1, 1, 0),
    ];

    private static Operation Product(int rows, int columns, int inner) =>
        new($"matmul [{rows},{inner}]·[{inner},{columns}]", Bound.Arithmetic, 2.0 * rows * columns * inner, operands =>
        {
            var arguments = new MatMulArguments(DType.Float32, 1, rows, columns, inner,
                new MatrixView(operands.Random(rows * inner), 0, inner, 1),
                new MatrixView(operands.Random(inner * columns), 0, columns, 1),
                new MatrixView(operands.Random(rows * columns), 0, columns, 1));
            return () => operands.Device.Launch(MatMul.Kernel, arguments);
        });

    private static IEnumerable<Operation> Convolutions(
        int channels, int size, int outChannels, int window, int stride, int padding)
    {
        var g = new Conv2dGeometry(
            DcganBatch, channels, size, size, outChannels, window, window, stride, stride, padding, padding, 1, 1, 1);
        foreach (Kernel<Conv2dArguments> kernel in new[] { Conv2d.Forward, Conv2d.InputGradient, Conv2d.WeightGradient })
        {
            yield return new Operation($"{kernel.Name} {channels}→{outChannels} {size}×{size} k{window}s{stride}p{padding}",
                Bound.Arithmetic, 2.0 * g.Output.Product * channels * window * window, operands =>
                {
                    var arguments = new Conv2dArguments(DType.Float32, g, operands.Random(g.Input.Product),
                        operands.Random(g.Weight.Product), operands.Random(g.Output.Product));
                    return () => operands.Device.Launch(kernel, arguments);
                });
        }
    }
}
