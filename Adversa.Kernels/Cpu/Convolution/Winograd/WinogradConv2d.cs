using System.Numerics;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The convolution trio with fewer multiplications than the definition has, after Winograd (Arithmetic complexity of
/// computations, 1980) and Lavin and Gray (Fast algorithms for convolutional neural networks, 2016).
/// </summary>
internal abstract class WinogradConv2d<T> where T : unmanaged
{
    /// <summary>How x, w and y are cut.</summary>
    public abstract TileShape Shape(Conv2dGeometry g);

    /// <inheritdoc cref="Conv2d.Forward"/>
    public abstract void Forward(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments);

    /// <inheritdoc cref="Conv2d.InputGradient"/>
    public abstract void InputGradient(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments);

    /// <inheritdoc cref="Conv2d.WeightGradient"/>
    public abstract void WeightGradient(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments);
}

/// <summary>
/// A convolution of square windows of stride·Taps, by an <see cref="IMinimalFilter"/> along both axes.
/// </summary>
/// <remarks>
/// Along one axis stride s splits x and w into s phases, and y is the sum of s convolutions of stride 1, which the filter makes
/// from fewer products; both axes together from the square of that. So x, w and y each get a linear map, and the products, over
/// all phases and channels at once, are matrix products, one for each frequency:
/// <code>
/// y = Fold(Expand(w) · Transform(x)),   x = Adjoint(Expand(w)ᵀ · Expand(y)),   w = Fold(Expand(y) · Transform(x)ᵀ)
/// </code>
/// A window of 4×4 with stride 2 takes 36 products for 64 with F(2, 2) and 25 with F(4, 2), one of 3×3 36 for 144 with F(4, 3).
/// The transformed operands are larger than x and y, 1.6 to 2.3 times, so images go through in groups that fit into the cache,
/// and are written in the very panels that the product reads. Differences of neighbours spread a pixel that is no finite
/// number over its tile, which the definition does not.
/// </remarks>
internal sealed unsafe class WinogradConv2d<T, TFilter> : WinogradConv2d<T>
    where T : unmanaged, INumberBase<T> where TFilter : struct, IMinimalFilter
{
    /// <inheritdoc/>
    public override TileShape Shape(Conv2dGeometry g) => TileShape.Of<T, TFilter>(g);

    /// <inheritdoc/>
    public override void Forward(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
    {
        TileShape shape = Shape(arguments.Geometry);
        Planes<T> x = Input(arguments), y = Output(arguments);
        T* bias = arguments.Bias is BufferView view ? view.Pointer<T>() : null;
        using WeightPanels<T, TFilter> weight = new(device, kernel, shape, arguments.W.Pointer<T>(), isTransposed: false);
        using Frequencies<T> input = Frequencies<T>.InPanels(device, shape, shape.Inner);
        using Frequencies<T> output = Frequencies<T>.InRows(device, shape, y.Channels);
        foreach (TileGroup group in shape.Groups)
        {
            Transformations<T, TFilter>.TransformInput(device, shape, group, x, input);
            var product = new ProductShape(shape.Frequencies, y.Channels, group.Tiles * shape.Lanes, shape.Inner);
            Product<T, StridedPanels<T>, PackedPanels<T>, MatrixWriter<T>>.Run(
                device, kernel, product, weight.Panels, input.Panels, output.Writer);
            Transformations<T, TFilter>.FoldOutput(device, shape, group, output, bias, y);
        }
    }

    /// <inheritdoc/>
    public override void InputGradient(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
    {
        TileShape shape = Shape(arguments.Geometry);
        Planes<T> x = Input(arguments), y = Output(arguments);
        using WeightPanels<T, TFilter> weight = new(device, kernel, shape, arguments.W.Pointer<T>(), isTransposed: true);
        using Frequencies<T> input = Frequencies<T>.InRows(device, shape, shape.Inner);
        using Frequencies<T> output = Frequencies<T>.InPanels(device, shape, y.Channels);
        foreach (TileGroup group in shape.Groups)
        {
            Transformations<T, TFilter>.ExpandOutput(device, shape, group, y, output);
            var product = new ProductShape(shape.Frequencies, shape.Inner, group.Tiles * shape.Lanes, y.Channels);
            Product<T, StridedPanels<T>, PackedPanels<T>, MatrixWriter<T>>.Run(
                device, kernel, product, weight.Panels, output.Panels, input.Writer);
            Transformations<T, TFilter>.AdjointInput(device, shape, group, input, x);
        }
    }

    /// <inheritdoc/>
    public override void WeightGradient(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
    {
        TileShape shape = Shape(arguments.Geometry);
        Planes<T> x = Input(arguments), y = Output(arguments);
        using WeightFrequencies<T> weight = new(device, shape);
        using Frequencies<T> input = Frequencies<T>.InRows(device, shape, shape.Inner);
        using Frequencies<T> output = Frequencies<T>.InRows(device, shape, y.Channels);
        foreach (TileGroup group in shape.Groups)
        {
            Transformations<T, TFilter>.TransformInput(device, shape, group, x, input);
            Transformations<T, TFilter>.ExpandOutput(device, shape, group, y, output);
            var product = new ProductShape(shape.Frequencies, y.Channels, shape.Inner, group.Tiles * shape.Lanes);

            // The A of a product is packed whole, so the smaller operand takes its place.
            if (shape.Inner < y.Channels)
            {
                Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
                    device, kernel, product with { Rows = shape.Inner, Columns = y.Channels },
                    input.RowsAsLanes, output.RowsAsLanes, weight.TransposedWriter);
            }
            else
            {
                Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
                    device, kernel, product, output.RowsAsLanes, input.RowsAsLanes, weight.Writer);
            }

            Transformations<T, TFilter>.FoldWeight(
                device, shape, weight, arguments.W.Pointer<T>(), accumulate: group.FirstBlock + group.FirstRow > 0);
        }
    }

    private static Planes<T> Input(in Conv2dArguments arguments)
    {
        Conv2dGeometry g = arguments.Geometry;
        return new(arguments.X.Pointer<T>(), g.Batch, g.InChannels, g.InHeight, g.InWidth);
    }

    private static Planes<T> Output(in Conv2dArguments arguments)
    {
        Conv2dGeometry g = arguments.Geometry;
        return new(arguments.Y.Pointer<T>(), g.Batch, g.OutChannels, g.OutHeight, g.OutWidth);
    }
}
