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
        parts.Run((first, count) =>
        {
            using Frequencies<T> input = Frequencies<T>.InPanels(device, shape, shape.Vectors, shape.Phases, x.Channels);
            using Frequencies<T> output = Frequencies<T>.InRows(device, shape, shape.Vectors, phases: 1, y.Channels);
            foreach (TileGroup group in shape.Groups(first, count))
            {
                Transformations<T, TFilter>.TransformInput(device, shape, group, x, input);
                ProductShape product = shape.Product(y.Channels, group.Tiles * shape.Lanes, shape.Inner);
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
        parts.Run((first, count) =>
        {
            using Frequencies<T> input = Frequencies<T>.InRows(device, shape, shape.Vectors, shape.Phases, x.Channels);
            using Frequencies<T> output = Frequencies<T>.InPanels(device, shape, shape.Vectors, phases: 1, y.Channels);
            foreach (TileGroup group in shape.Groups(first, count))
            {
                Transformations<T, TFilter>.ExpandOutput(device, shape, group, y, output);
                ProductShape product = shape.Product(shape.Inner, group.Tiles * shape.Lanes, y.Channels);
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
        if (shape.BlockElements > shape.WeightElements) WeightGradientByImages(device, kernel, arguments);
        else WeightGradientByChannels(device, kernel, arguments);
    }

    /// <summary>
    /// Each block of images makes a gradient of its own, on one thread if there are blocks enough; then all are added.
    /// </summary>
    private void WeightGradientByImages(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
    {
        TileShape shape = Shape(arguments.Geometry, parts: 2); // whatever the number of threads: a sum must not depend on it
        var parts = new TeamParts(device, shape.Blocks);
        Planes<T> x = Input(arguments), y = Output(arguments);
        T* w = arguments.W.Pointer<T>();
        long elements = arguments.Geometry.Weight.Product;
        using var memory = new Scratch<T>(device, shape.Blocks * elements);
        T* gradients = memory.Address;
        parts.Run((first, count) =>
        {
            for (int block = first; block < first + count; block++)
            {
                foreach (TileGroup group in shape.Groups(block, 1))
                {
                    using var output = new OutputOperand<T, TFilter>(device, kernel, shape, group, y);
                    AddParcels(device, kernel, shape, group, x, output, (0, Parcels(shape)), gradients + block * elements,
                        accumulate: group.FirstRow > 0);
                }
            }
        });
        Transformations<T, TFilter>.AddBlocks(device, shape, gradients, w);
    }

    /// <summary>
    /// Each thread makes the gradient that belongs to its own channels of x, from all images; all threads read what y became.
    /// </summary>
    private void WeightGradientByChannels(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
    {
        TileShape shape = TileShape.Of<T, TFilter>(arguments.Geometry, operandRows: arguments.Geometry.OutChannels);
        var parts = new TeamParts(device, Parcels(shape));
        Planes<T> x = Input(arguments), y = Output(arguments);
        T* w = arguments.W.Pointer<T>();
        foreach (TileGroup group in shape.Groups(0, shape.Blocks))
        {
            using var output = new OutputOperand<T, TFilter>(device, kernel, shape, group, y);
            parts.Run((first, count) => AddParcels(
                device, kernel, shape, group, x, output, (first, count), w, accumulate: group.FirstBlock + group.FirstRow > 0));
        }
    }

    /// <summary>What a group gives to the weights of some parcels of channels of x.</summary>
    private static void AddParcels(
        CpuDevice device, MicroKernel<T> kernel, TileShape shape, TileGroup group, Planes<T> x, OutputOperand<T, TFilter> output,
        (int First, int Count) parcels, T* w, bool accumulate)
    {
        // A thread takes them one by one, so that all its operands stay in its cache; a team has more to share in all of them.
        int channels = ChannelsOfParcel(shape) * (device.Team.Workers == 1 ? 1 : parcels.Count);
        int begin = parcels.First * ChannelsOfParcel(shape);
        int end = Math.Min(begin + parcels.Count * ChannelsOfParcel(shape), x.Channels);
        for (int first = begin; first < end; first += channels)
        {
            int count = Math.Min(channels, end - first);
            using Frequencies<T> input = Frequencies<T>.InRows(device, shape, group.Tiles, shape.Phases, count);
            using WeightFrequencies<T> weight = new(device, shape, count);
            Transformations<T, TFilter>.TransformInput(device, shape, group, x, input, first);
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
                device, kernel, output.Product(shape.Phases * count), output.Panels, input.RowsAsLanes, weight.Writer);
            Transformations<T, TFilter>.FoldWeight(device, shape, weight, w, first, accumulate);
        }
    }

    /// <summary>
    /// Channels of x that the weight gradient takes through all passes together: a vector's, which with their phases fill some
    /// panels of the product, or those that fill one panel.
    /// </summary>
    private static int ChannelsOfParcel(in TileShape shape) => Math.Max(2 * shape.Lanes / shape.Phases, shape.Lanes);

    private static int Parcels(in TileShape shape) => Division.Ceiling(shape.Geometry.InChannels, ChannelsOfParcel(shape));

    /// <summary>Each thread takes some of the images through all passes, unless they are too few.</summary>
    private (TileShape Shape, TeamParts Parts) PartsOfBatch(CpuDevice device, Conv2dGeometry g)
    {
        var parts = new TeamParts(device, Shape(g).Blocks);
        return (Shape(g, parts.Count), parts);
    }

    private TileShape Shape(Conv2dGeometry g, int parts) => TileShape.Of<T, TFilter>(g, parts * Shape(g).OperandRows);

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
