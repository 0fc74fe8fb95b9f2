using Adversa.Kernels.Sources;
using Adversa.Tensors;
using static Adversa.Autograd.Verification.Values;

namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    /// <summary>The poolings of images [2,2,H,W] that are tried.</summary>
    private static readonly (string Name, Pool2dGeometry Geometry)[] Poolings =
    [
        ("2×2 windows", Windows(image: (4, 2), kernel: (2, 2), stride: (2, 2))),
        ("overlapping windows, padding", Windows(image: (3, 4), kernel: (3, 2), stride: (2, 1), padding: (1, 1))),
        ("gaps between windows", Windows(image: (5, 3), kernel: (1, 2), stride: (3, 3))),
        ("the whole image", Windows(image: (3, 3), kernel: (3, 3), stride: (1, 1))),
    ];

    private static readonly (string Name, int Height, int Width, int NewHeight, int NewWidth)[] Sizes =
    [
        ("twice as large", 2, 3, 4, 6),
        ("half as large", 4, 6, 2, 3),
        ("odd ratios", 3, 5, 5, 3),
        ("same size", 2, 3, 2, 3),
        ("from one pixel", 1, 1, 3, 2),
        ("to one pixel", 3, 2, 1, 1),
    ];

    private static IEnumerable<FunctionRow> Sampling =>
    [
        Pooling(nameof(Functions.AveragePool2d), Signed, static g => [2, 2, g.InHeight, g.InWidth], Functions.AveragePool2d),
        Pooling(
            nameof(Functions.AveragePool2dInputGradient), Signed,
            static g => [2, 2, g.OutHeight, g.OutWidth], Functions.AveragePool2dInputGradient),
        Pooling(nameof(Functions.MaxPool2d), Distinct(phase: 0), static g => [2, 2, g.InHeight, g.InWidth], Functions.MaxPool2d),
        Resizing(nameof(Functions.Resize2d), isForward: true),
        Resizing(nameof(Functions.Resize2dInputGradient), isForward: false),
    ];

    private static Pool2dGeometry Windows(
        (int Height, int Width) image, (int Height, int Width) kernel, (int Height, int Width) stride,
        (int Height, int Width) padding = default) =>
        new(Planes: 4, image.Height, image.Width, kernel.Height, kernel.Width,
            stride.Height, stride.Width, padding.Height, padding.Width);

    private static FunctionRow Pooling(
        string function, Values values, Func<Pool2dGeometry, Shape> input, Func<Variable, Pool2dGeometry, Variable> call)
    {
        var row = new FunctionRow(function, values);
        foreach ((string name, Pool2dGeometry g) in Poolings) row.Add(name, [input(g)], x => call(x[0], g));
        return row;
    }

    private static FunctionRow Resizing(string function, bool isForward)
    {
        var row = new FunctionRow(function);
        foreach ((string name, int height, int width, int newHeight, int newWidth) in Sizes)
        {
            foreach (Interpolation interpolation in Enum.GetValues<Interpolation>())
            {
                Shape shape = isForward ? [2, height, width] : [2, newHeight, newWidth];
                row.Add($"{interpolation.ToString().ToLowerInvariant()}, {name}", [shape], x => isForward
                    ? x[0].Resize2d(newHeight, newWidth, interpolation)
                    : x[0].Resize2dInputGradient(height, width, interpolation));
            }
        }

        return row;
    }
}
