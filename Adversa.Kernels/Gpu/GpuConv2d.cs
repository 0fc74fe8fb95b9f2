using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>
/// The convolution trio on devices: each function is a tiled product with the patches of an image, whose matrix is never written
/// (see <see cref="PatchOperands"/>), and one of plain matrices where the window is the whole image. Groups of channels are the
/// batch of the product.
/// </summary>
internal static class GpuConv2d
{
    /// <summary>The product with patches.</summary>
    public static readonly GpuProduct<PatchOperands> Product = new(
        [
            TileVariant<PatchOperands>.Of<WideTile>(TileRates.Wide, Grouped.Tiles_WideTile_PatchOperands),
            TileVariant<PatchOperands>.Of<SquareTile>(TileRates.Square, Grouped.Tiles_SquareTile_PatchOperands),
            TileVariant<PatchOperands>.Of<SmallTile>(TileRates.Small, Grouped.Tiles_SmallTile_PatchOperands),
            TileVariant<PatchOperands>.Of<NarrowTile>(TileRates.Narrow, Grouped.Tiles_NarrowTile_PatchOperands),
        ],
        Grouped.SumChunks_PatchOperands);

    public static void Forward(GpuDevice device, in Conv2dArguments arguments) => Forward(device, Checked(arguments), null);

    public static void InputGradient(GpuDevice device, in Conv2dArguments arguments) =>
        InputGradient(device, Checked(arguments), null);

    public static void WeightGradient(GpuDevice device, in Conv2dArguments arguments) =>
        WeightGradient(device, Checked(arguments), null);

    /// <summary>y [O, N·P] = w [O, C·taps] · patches [C·taps, N·P] + bias.</summary>
    internal static void Forward(GpuDevice device, in Conv2dArguments arguments, TileVariant<PatchOperands>? variant)
    {
        Conv2dGeometry g = arguments.Geometry;
        ConvolutionSides sides = ConvolutionSides.Of(g);
        int taps = sides.Taps;
        if (WindowIsImage(g))
        {
            GpuMatMul.Product.Run(
                device, arguments.Type, ProductSizes.Of(g.Groups, sides.OutChannels, g.Batch, taps), arguments.W, arguments.X,
                arguments.Y,
                new StridedOperands(
                    new(sides.OutChannels * taps, taps, 1), new(taps, 1, g.Groups * taps),
                    new(sides.OutChannels, 1, g.OutChannels)),
                arguments.Bias);
            return;
        }

        Product.Run(
            device, arguments.Type, ProductSizes.Of(g.Groups, sides.OutChannels, g.Batch * sides.OutPlane, taps), arguments.W,
            arguments.X, arguments.Y,
            new PatchOperands(
                InnerAxes: sides.Window, ColumnAxes: sides.Positions,
                InnerSteps: sides.TapSteps, ColumnSteps: sides.PositionSteps,
                -g.PaddingHeight, -g.PaddingWidth, g.InHeight, g.InWidth, RightBatch: sides.InChannels * sides.InPlane,
                LeftBatch: sides.OutChannels * taps, LeftRow: taps, LeftInner: sides.InWeight,
                TargetBatch: sides.OutChannels * sides.OutPlane, TargetRowStride: sides.OutPlane, TargetSteps: sides.InOutput,
                RightRunsAlongInner: 0),
            arguments.Bias, variant);
    }

    /// <summary>
    /// x [C, N·pixels] = wᵀ [C, O·taps] · (patches of y) [O·taps, N·pixels], one product for each phase: the pixels that share
    /// their taps (see <see cref="TapPhase"/>).
    /// </summary>
    internal static void InputGradient(GpuDevice device, in Conv2dArguments arguments, TileVariant<PatchOperands>? variant)
    {
        Conv2dGeometry g = arguments.Geometry;
        ConvolutionSides sides = ConvolutionSides.Of(g);
        if (WindowIsImage(g))
        {
            GpuMatMul.Product.Run(
                device, arguments.Type, ProductSizes.Of(g.Groups, g.Batch, sides.Taps, sides.OutChannels), arguments.Y,
                arguments.W, arguments.X,
                new StridedOperands(
                    new(sides.OutChannels, g.OutChannels, 1), new(sides.OutChannels * sides.Taps, sides.Taps, 1),
                    new(sides.Taps, g.Groups * sides.Taps, 1)));
            return;
        }

        for (int row = 0; row < Math.Min(g.StrideHeight, g.InHeight); row++)
        {
            for (int column = 0; column < Math.Min(g.StrideWidth, g.InWidth); column++)
            {
                var y = TapPhase.Of(row, g.InHeight, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight);
                var x = TapPhase.Of(column, g.InWidth, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth);
                RunPhase(device, arguments, sides, y, x, variant);
            }
        }
    }

    /// <summary>w [O, C·taps] = y [O, N·P] · patchesᵀ [N·P, C·taps].</summary>
    internal static void WeightGradient(GpuDevice device, in Conv2dArguments arguments, TileVariant<PatchOperands>? variant)
    {
        Conv2dGeometry g = arguments.Geometry;
        ConvolutionSides sides = ConvolutionSides.Of(g);
        int taps = sides.Taps;
        if (WindowIsImage(g))
        {
            GpuMatMul.Product.Run(
                device, arguments.Type, ProductSizes.Of(g.Groups, sides.OutChannels, taps, g.Batch), arguments.Y, arguments.X,
                arguments.W,
                new StridedOperands(
                    new(sides.OutChannels, 1, g.OutChannels), new(taps, g.Groups * taps, 1),
                    new(sides.OutChannels * taps, taps, 1)));
            return;
        }

        Product.Run(
            device, arguments.Type, ProductSizes.Of(g.Groups, sides.OutChannels, taps, g.Batch * sides.OutPlane), arguments.Y,
            arguments.X, arguments.W,
            new PatchOperands(
                InnerAxes: sides.Positions, ColumnAxes: sides.Window,
                InnerSteps: sides.PositionSteps, ColumnSteps: sides.TapSteps,
                -g.PaddingHeight, -g.PaddingWidth, g.InHeight, g.InWidth, RightBatch: sides.InChannels * sides.InPlane,
                LeftBatch: sides.OutChannels * sides.OutPlane, LeftRow: sides.OutPlane, LeftInner: sides.InOutput,
                TargetBatch: sides.OutChannels * taps, TargetRowStride: taps, TargetSteps: sides.InWeight,
                RightRunsAlongInner: 1),
            variant: variant);
    }

    private static void RunPhase(
        GpuDevice device, in Conv2dArguments arguments, ConvolutionSides sides, TapPhase y, TapPhase x,
        TileVariant<PatchOperands>? variant)
    {
        Conv2dGeometry g = arguments.Geometry;
        BufferView weight = Moved(arguments.W, y.FirstTap * g.KernelWidth + x.FirstTap);
        Product.Run(
            device, arguments.Type,
            ProductSizes.Of(g.Groups, sides.InChannels, g.Batch * y.Pixels * x.Pixels, sides.OutChannels * y.Taps * x.Taps),
            weight, arguments.Y, Moved(arguments.X, y.FirstPixel * g.InWidth + x.FirstPixel),
            new PatchOperands(
                InnerAxes: NestedAxes.Of(y.Taps, x.Taps), ColumnAxes: NestedAxes.Of(y.Pixels, x.Pixels),
                InnerSteps: new(sides.OutPlane, -y.OutputStep, -x.OutputStep),
                ColumnSteps: new(g.OutChannels * sides.OutPlane, 1, 1),
                y.FirstOutput, x.FirstOutput, g.OutHeight, g.OutWidth, RightBatch: sides.OutChannels * sides.OutPlane,
                LeftBatch: sides.OutChannels * sides.Taps, LeftRow: g.KernelHeight * g.KernelWidth,
                LeftInner: new(sides.Taps, y.TapStep * g.KernelWidth, x.TapStep),
                TargetBatch: sides.InChannels * sides.InPlane, TargetRowStride: sides.InPlane,
                TargetSteps: new(g.InChannels * sides.InPlane, g.StrideHeight * g.InWidth, g.StrideWidth),
                RightRunsAlongInner: 0),
            variant: variant);
    }

    private static BufferView Moved(BufferView view, int elements) => view with { Offset = view.Offset + elements };

    /// <summary>Whether the matrix of patches is the input itself: a row of taps for each image.</summary>
    private static bool WindowIsImage(Conv2dGeometry g) =>
        g is { OutHeight: 1, OutWidth: 1, PaddingHeight: 0, PaddingWidth: 0 }
        && g.InHeight == g.KernelHeight && g.InWidth == g.KernelWidth;

    /// <summary>The arguments; throws for types other than Float32 and Float64, and for sizes that no convolution has.</summary>
    private static ref readonly Conv2dArguments Checked(in Conv2dArguments arguments)
    {
        arguments.Geometry.Check();
        if (!arguments.Type.IsFloating()) throw UnsupportedType.For("conv2d", arguments.Type);
        return ref arguments;
    }
}
