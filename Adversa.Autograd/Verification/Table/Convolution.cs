using Adversa.Kernels;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    /// <summary>The convolutions that all three functions of the trio are tried on.</summary>
    private static readonly (string Name, Conv2dGeometry Geometry)[] Convolutions =
    [
        ("1×1 kernel", Geometry(2, channels: (3, 2), image: (3, 2), kernel: (1, 1))),
        ("3×3 kernel, padding 1", Geometry(1, channels: (2, 3), image: (4, 3), kernel: (3, 3), padding: (1, 1))),
        ("4×4 kernel, stride 2, padding 1",
            Geometry(2, channels: (1, 2), image: (6, 6), kernel: (4, 4), stride: (2, 2), padding: (1, 1))),
        ("kernel as large as the image", Geometry(2, channels: (2, 2), image: (3, 3), kernel: (3, 3))),
        ("stride past the kernel", Geometry(1, channels: (2, 2), image: (5, 4), kernel: (1, 1), stride: (2, 3))),
        ("stride that leaves a rest",
            Geometry(1, channels: (1, 2), image: (6, 5), kernel: (3, 3), stride: (2, 3), padding: (1, 0))),
        ("dilation", Geometry(1, channels: (2, 1), image: (5, 4), kernel: (3, 2), dilation: (2, 3))),
        ("dilation, stride and padding",
            Geometry(1, channels: (2, 2), image: (5, 5), kernel: (2, 3), stride: (2, 1), padding: (1, 2), dilation: (3, 2))),
        ("groups", Geometry(2, channels: (4, 6), image: (3, 2), kernel: (2, 2), padding: (1, 0), groups: 2)),
        ("each channel alone",
            Geometry(1, channels: (3, 3), image: (3, 4), kernel: (3, 3), stride: (2, 2), padding: (1, 1), groups: 3)),
        ("padding past the kernel", Geometry(1, channels: (1, 2), image: (2, 2), kernel: (2, 1), padding: (2, 1))),
        ("one pixel", Geometry(3, channels: (2, 2), image: (1, 1), kernel: (1, 1))),
        ("no image", Geometry(0, channels: (1, 2), image: (3, 3), kernel: (2, 2))),
    ];

    private static IEnumerable<FunctionRow> Convolution =>
    [
        ConvolutionWithBias(),
        ForEachConvolution(nameof(Functions.Conv2dInputGradient), g => [g.Output, g.Weight], Functions.Conv2dInputGradient),
        ForEachConvolution(nameof(Functions.Conv2dWeightGradient), g => [g.Input, g.Output], Functions.Conv2dWeightGradient),
    ];

    private static FunctionRow ConvolutionWithBias()
    {
        FunctionRow row = ForEachConvolution(
            nameof(Functions.Conv2d), static g => [g.Input, g.Weight], static (x, w, g) => Functions.Conv2d(x, w, null, g));
        foreach ((string name, Conv2dGeometry g) in Convolutions[..3])
            row.Add($"{name}, bias", Shapes(g.Input, g.Weight, new(g.OutChannels)), x => Functions.Conv2d(x[0], x[1], x[2], g));
        return row;
    }

    private static FunctionRow ForEachConvolution(
        string function, Func<Conv2dGeometry, Axes[]> inputs, Func<Variable, Variable, Conv2dGeometry, Variable> call)
    {
        var row = new FunctionRow(function);
        foreach ((string name, Conv2dGeometry g) in Convolutions)
            row.Add(name, Shapes(inputs(g)), x => call(x[0], x[1], g));
        return row;
    }

    private static Shape[] Shapes(params Axes[] sizes) => [.. sizes.Select(axes => Shape.Create(axes.Span))];

    private static Conv2dGeometry Geometry(
        int batch, (int In, int Out) channels, (int Height, int Width) image, (int Height, int Width) kernel,
        (int Height, int Width)? stride = null, (int Height, int Width) padding = default,
        (int Height, int Width)? dilation = null, int groups = 1)
    {
        (int strideHeight, int strideWidth) = stride ?? (1, 1);
        (int dilationHeight, int dilationWidth) = dilation ?? (1, 1);
        return new Conv2dGeometry(
            batch, channels.In, image.Height, image.Width, channels.Out, kernel.Height, kernel.Width,
            strideHeight, strideWidth, padding.Height, padding.Width, dilationHeight, dilationWidth, groups);
    }
}
