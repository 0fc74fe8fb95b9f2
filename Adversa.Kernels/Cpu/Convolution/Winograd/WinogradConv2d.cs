using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The convolution trio for windows of 4×4 and stride 2 with 36 multiplications where the definition has 64, after Winograd
/// (Arithmetic complexity of computations, 1980) and Lavin and Gray (Fast algorithms for convolutional neural networks, 2016).
/// </summary>
/// <remarks>
/// Along one axis stride 2 splits x into even and odd pixels, and the four taps into two for each: y is the sum of two
/// convolutions with two taps and stride 1. Two neighbouring outputs of such a one, y₀ = x₀w₀ + x₁w₁ and y₁ = x₁w₀ + x₂w₁, take
/// three products instead of four: m₀ = (x₀ − x₁)w₀, m₁ = x₁(w₀ + w₁), m₂ = (x₂ − x₁)w₁, for y₀ = m₀ + m₁ and y₁ = m₁ + m₂. Both
/// axes together have 9 instead of 16 products. So x, w and y each get a linear map without multiplications, and the products,
/// over all phases and channels at once, are nine matrix products, one for each frequency:
/// <code>
/// y = Fold(Expand(w) · Transform(x)),   x = Adjoint(Expand(w)ᵀ · Expand(y)),   w = Fold(Expand(y) · Transform(x)ᵀ)
/// </code>
/// The sums and differences make rounding errors about twice as large as the definition's. Tiles of 3×3 save more, 2.25 times
/// instead of 1.78, but fit no image whose side is a power of two; larger ones cost digits. The transformed operands are 2.25
/// times as large as x and y, so images go through in groups that fit into the cache, and moving them takes a fourth of the
/// time. A next version would transform straight into the product's packed panels.
/// </remarks>
internal static unsafe class WinogradConv2d
{
    /// <inheritdoc cref="Conv2d.Forward"/>
    public static void Forward<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments) where T : unmanaged
    {
        TileShape shape = Shape<T>(arguments);
        Planes<T> x = Input<T>(arguments), y = Output<T>(arguments);
        T* bias = arguments.Bias is BufferView view ? view.Pointer<T>() : null;
        using Frequencies<T> weight = Weight<T>(device, shape);
        using Frequencies<T> input = new(device, shape.Taps, shape.Pitch), output = new(device, y.Channels, shape.Pitch);
        Transformations.ExpandWeight(device, shape, arguments.W.Pointer<T>(), weight);
        foreach (BlockGroup group in shape.Groups)
        {
            Transformations.TransformInput(device, shape, group, x, input);
            var product = new ProductShape(TileShape.Frequencies, y.Channels, group.Blocks * shape.PerBlock, shape.Taps);
            Multiply(device, kernel, product, weight.RowsAsLanes, input.ColumnsAsLanes, output);
            Transformations.FoldOutput(device, shape, group, output, bias, y);
        }
    }

    /// <inheritdoc cref="Conv2d.InputGradient"/>
    public static void InputGradient<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged
    {
        TileShape shape = Shape<T>(arguments);
        Planes<T> x = Input<T>(arguments), y = Output<T>(arguments);
        using Frequencies<T> weight = Weight<T>(device, shape);
        using Frequencies<T> input = new(device, shape.Taps, shape.Pitch), output = new(device, y.Channels, shape.Pitch);
        Transformations.ExpandWeight(device, shape, arguments.W.Pointer<T>(), weight);
        foreach (BlockGroup group in shape.Groups)
        {
            Transformations.ExpandOutput(device, shape, group, y, output);
            var product = new ProductShape(TileShape.Frequencies, shape.Taps, group.Blocks * shape.PerBlock, y.Channels);
            Multiply(device, kernel, product, weight.ColumnsAsLanes, output.ColumnsAsLanes, input);
            Transformations.AdjointInput(device, shape, group, input, x);
        }
    }

    /// <inheritdoc cref="Conv2d.WeightGradient"/>
    public static void WeightGradient<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged
    {
        TileShape shape = Shape<T>(arguments);
        Planes<T> x = Input<T>(arguments), y = Output<T>(arguments);
        using Frequencies<T> weight = Weight<T>(device, shape);
        using Frequencies<T> input = new(device, shape.Taps, shape.Pitch), output = new(device, y.Channels, shape.Pitch);
        foreach (BlockGroup group in shape.Groups)
        {
            Transformations.TransformInput(device, shape, group, x, input);
            Transformations.ExpandOutput(device, shape, group, y, output);
            var product = new ProductShape(TileShape.Frequencies, y.Channels, shape.Taps, group.Blocks * shape.PerBlock);
            Multiply(device, kernel, product, output.RowsAsLanes, input.RowsAsLanes, weight);
            Transformations.FoldWeight(device, shape, weight, arguments.W.Pointer<T>(), accumulate: group.First > 0);
        }
    }

    private static TileShape Shape<T>(in Conv2dArguments arguments) where T : unmanaged =>
        new(arguments.Geometry, Vector512<T>.Count, sizeof(T));

    private static Planes<T> Input<T>(in Conv2dArguments arguments) where T : unmanaged
    {
        Conv2dGeometry g = arguments.Geometry;
        return new(arguments.X.Pointer<T>(), g.Batch, g.InChannels, g.InHeight * g.InWidth);
    }

    private static Planes<T> Output<T>(in Conv2dArguments arguments) where T : unmanaged
    {
        Conv2dGeometry g = arguments.Geometry;
        return new(arguments.Y.Pointer<T>(), g.Batch, g.OutChannels, g.OutHeight * g.OutWidth);
    }

    private static Frequencies<T> Weight<T>(CpuDevice device, in TileShape shape) where T : unmanaged =>
        new(device, shape.Geometry.OutChannels, shape.Taps);

    /// <summary>C = A·B. The A of a product is packed whole, so the smaller operand takes its place: Cᵀ = Bᵀ·Aᵀ.</summary>
    private static void Multiply<T>(
        CpuDevice device, MicroKernel<T> kernel, ProductShape shape, StridedPanels<T> a, StridedPanels<T> b, Frequencies<T> c)
        where T : unmanaged
    {
        bool isSwapped = shape.Columns < shape.Rows;
        Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
            device, kernel, isSwapped ? shape with { Rows = shape.Columns, Columns = shape.Rows } : shape,
            isSwapped ? b : a, isSwapped ? a : b, isSwapped ? c.TransposedWriter : c.Writer);
    }
}
