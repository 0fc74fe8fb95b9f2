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
        (TileShape shape, TeamParts parts) = PartsOfBatch(device, arguments.Geometry);
        Planes<T> x = Input(arguments), y = Output(arguments);
        T* bias = arguments.Bias is BufferView view ? view.Pointer<T>() : null;
        using WeightPanels<T, TFilter> weight = new(device, kernel, shape, arguments.W.Pointer<T>(), isTransposed: false);
        PackedOperand<T> panels = weight.Panels;
        device.Team.Run(parts.Count, (part, _) =>
        {
            using Frequencies<T> input = Frequencies<T>.InPanels(device, shape, shape.Phases, x.Channels);
            using Frequencies<T> output = Frequencies<T>.InRows(device, shape, phases: 1, y.Channels);
            (int first, int count) = parts.Items(part);
            foreach (TileGroup group in shape.Groups(first, count))
            {
                Transformations<T, TFilter>.TransformInput(device, shape, group, x, input);
                var product = new ProductShape(shape.Frequencies, y.Channels, group.Tiles * shape.Lanes, shape.Inner);
                Product<T, StridedPanels<T>, PackedPanels<T>, MatrixWriter<T>>.Run(
                    device, kernel, product, panels, input.Panels, output.Writer);
                Transformations<T, TFilter>.FoldOutput(device, shape, group, output, bias, y);
            }
        });
    }

    /// <inheritdoc/>
    public override void InputGradient(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
    {
        (TileShape shape, TeamParts parts) = PartsOfBatch(device, arguments.Geometry);
        Planes<T> x = Input(arguments), y = Output(arguments);
        using WeightPanels<T, TFilter> weight = new(device, kernel, shape, arguments.W.Pointer<T>(), isTransposed: true);
        PackedOperand<T> panels = weight.Panels;
        device.Team.Run(parts.Count, (part, _) =>
        {
            using Frequencies<T> input = Frequencies<T>.InRows(device, shape, shape.Phases, x.Channels);
            using Frequencies<T> output = Frequencies<T>.InPanels(device, shape, phases: 1, y.Channels);
            (int first, int count) = parts.Items(part);
            foreach (TileGroup group in shape.Groups(first, count))
            {
                Transformations<T, TFilter>.ExpandOutput(device, shape, group, y, output);
                var product = new ProductShape(shape.Frequencies, shape.Inner, group.Tiles * shape.Lanes, y.Channels);
                Product<T, StridedPanels<T>, PackedPanels<T>, MatrixWriter<T>>.Run(
                    device, kernel, product, panels, output.Panels, input.Writer);
                Transformations<T, TFilter>.AdjointInput(device, shape, group, input, x);
            }
        });
    }

    /// <inheritdoc/>
    public override void WeightGradient(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
    {
        TileShape shape = Shape(arguments.Geometry);
        Planes<T> x = Input(arguments), y = Output(arguments);
        T* w = arguments.W.Pointer<T>();
        int channels = ChannelsTogether(shape), parcels = Division.Ceiling(x.Channels, channels);
        var parts = new TeamParts(device.Team, parcels);
        using Frequencies<T> output = Frequencies<T>.InRows(device, shape, phases: 1, y.Channels);
        foreach (TileGroup group in shape.Groups(0, shape.Blocks))
        {
            Transformations<T, TFilter>.ExpandOutput(device, shape, group, y, output);
            var product = new ProductShape(shape.Frequencies, y.Channels, shape.Phases * channels, group.Tiles * shape.Lanes);
            using var memory = new Scratch<T>(device, PackedOperand<T>.Elements(kernel, product, isShared: false));
            var packed = new PackedOperand<T>(memory.Address, kernel, product, isShared: false);
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Pack(
                device, kernel, product, output.RowsAsLanes, packed);
            device.Team.Run(parts.Count, (part, _) =>
            {
                (int first, int count) = parts.Items(part);
                for (int parcel = first; parcel < first + count; parcel++)
                {
                    int channel = parcel * channels, some = Math.Min(channels, x.Channels - channel);
                    using Frequencies<T> input = Frequencies<T>.InRows(device, shape, shape.Phases, some);
                    using WeightFrequencies<T> weight = new(device, shape, some);
                    Transformations<T, TFilter>.TransformInput(device, shape, group, x, input, channel);
                    Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
                        device, kernel, product with { Columns = shape.Phases * some }, packed, input.RowsAsLanes, weight.Writer);
                    Transformations<T, TFilter>.FoldWeight(
                        device, shape, weight, w, channel, accumulate: group.FirstBlock + group.FirstRow > 0);
                }
            });
        }
    }

    /// <summary>Each thread takes some of the images through all passes, unless they are too few.</summary>
    private (TileShape Shape, TeamParts Parts) PartsOfBatch(CpuDevice device, Conv2dGeometry g)
    {
        var parts = new TeamParts(device.Team, Shape(g).Blocks);
        return (TileShape.Of<T, TFilter>(g, parts.Count), parts);
    }

    /// <summary>
    /// Channels of x that the weight gradient takes through all passes together: those that fill the vectors of a product's panel.
    /// </summary>
    private static int ChannelsTogether(in TileShape shape) => Math.Max(2 * shape.Lanes / shape.Phases, shape.Lanes);

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
