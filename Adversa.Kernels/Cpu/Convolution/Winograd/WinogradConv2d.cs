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
/// The differences make rounding errors about twice as large as those of the definition. Larger tiles save more (3×3: 2.25 times,
/// not 1.78), but the images of a DCGAN are powers of two, and the constants of still larger ones cost digits. The transformed
/// operands are 2.25 times as large as x and y, so images go through in groups that fit into the cache; a next version would
/// transform straight into the product's packed panels.
/// </remarks>
internal static unsafe class WinogradConv2d
{
    public static void Forward<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments) where T : unmanaged
    {
        Conv2dGeometry g = arguments.Geometry;
        var shape = new TileShape(g, Vector512<T>.Count, sizeof(T));
        int taps = TileShape.Phases * g.InChannels;
        T* x = arguments.X.Pointer<T>(), y = arguments.Y.Pointer<T>();
        T* bias = arguments.Bias is BufferView view ? view.Pointer<T>() : null;
        using Scratch<T> weight = Weight(device, g, arguments.W.Pointer<T>());
        using Scratch<T> input = Operand<T>(device, shape, taps), output = Operand<T>(device, shape, g.OutChannels);
        for (int block = 0; block < shape.Blocks; block += shape.BlocksPerGroup)
        {
            TransformInput(device, shape, block, x, input.Address);
            var product = new ProductShape(TileShape.Frequencies, g.OutChannels, GroupColumns(shape, block), taps);
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(device, kernel, product,
                new StridedPanels<T>(weight.Address, (long)g.OutChannels * taps, Dimension.Of(1), Dimension.Of(taps)),
                new StridedPanels<T>(input.Address, (long)taps * shape.Pitch, Dimension.Of(shape.Pitch), Dimension.Of(1)),
                new MatrixWriter<T>(output.Address, (long)g.OutChannels * shape.Pitch, shape.Pitch, 1));
            FoldOutput(device, shape, block, output.Address, bias, y);
        }
    }

    public static void InputGradient<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged
    {
        Conv2dGeometry g = arguments.Geometry;
        var shape = new TileShape(g, Vector512<T>.Count, sizeof(T));
        int taps = TileShape.Phases * g.InChannels;
        T* x = arguments.X.Pointer<T>(), y = arguments.Y.Pointer<T>();
        using Scratch<T> weight = Weight(device, g, arguments.W.Pointer<T>());
        using Scratch<T> input = Operand<T>(device, shape, taps), output = Operand<T>(device, shape, g.OutChannels);
        for (int block = 0; block < shape.Blocks; block += shape.BlocksPerGroup)
        {
            ExpandOutput(device, shape, block, y, output.Address);
            var product = new ProductShape(TileShape.Frequencies, taps, GroupColumns(shape, block), g.OutChannels);
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(device, kernel, product,
                new StridedPanels<T>(weight.Address, (long)g.OutChannels * taps, Dimension.Of(taps), Dimension.Of(1)),
                new StridedPanels<T>(
                    output.Address, (long)g.OutChannels * shape.Pitch, Dimension.Of(shape.Pitch), Dimension.Of(1)),
                new MatrixWriter<T>(input.Address, (long)taps * shape.Pitch, shape.Pitch, 1));
            AdjointInput(device, shape, block, input.Address, x);
        }
    }

    public static void WeightGradient<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged
    {
        Conv2dGeometry g = arguments.Geometry;
        var shape = new TileShape(g, Vector512<T>.Count, sizeof(T));
        int taps = TileShape.Phases * g.InChannels;
        long weights = (long)g.OutChannels * taps;
        T* x = arguments.X.Pointer<T>(), y = arguments.Y.Pointer<T>(), w = arguments.W.Pointer<T>();
        using var weight = new Scratch<T>(device, TileShape.Frequencies * weights);
        T* weightAddress = weight.Address;
        using Scratch<T> input = Operand<T>(device, shape, taps), output = Operand<T>(device, shape, g.OutChannels);
        for (int block = 0; block < shape.Blocks; block += shape.BlocksPerGroup)
        {
            TransformInput(device, shape, block, x, input.Address);
            ExpandOutput(device, shape, block, y, output.Address);
            var product = new ProductShape(TileShape.Frequencies, g.OutChannels, taps, GroupColumns(shape, block));
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(device, kernel, product,
                new StridedPanels<T>(
                    output.Address, (long)g.OutChannels * shape.Pitch, Dimension.Of(1), Dimension.Of(shape.Pitch)),
                new StridedPanels<T>(input.Address, (long)taps * shape.Pitch, Dimension.Of(1), Dimension.Of(shape.Pitch)),
                new MatrixWriter<T>(weightAddress, weights, taps, 1));

            bool accumulate = block > 0;
            device.Team.Run(g.OutChannels, (channel, _) => WeightTiles.Fold(
                weightAddress + (long)channel * taps, weights, g.InChannels, w + (long)channel * g.InChannels * 16, accumulate));
        }
    }

    /// <summary>Memory for the transformed x or y of a group: frequencies, channels, blocks, tiles, lanes.</summary>
    private static Scratch<T> Operand<T>(CpuDevice device, in TileShape shape, int channels) where T : unmanaged =>
        new(device, (long)TileShape.Frequencies * channels * shape.Pitch);

    private static int GroupColumns(in TileShape shape, int block) => GroupBlocks(shape, block) * shape.PerBlock;

    private static int GroupBlocks(in TileShape shape, int block) => Math.Min(shape.BlocksPerGroup, shape.Blocks - block);

    /// <summary>The transformed w [9][O][4·C].</summary>
    private static Scratch<T> Weight<T>(CpuDevice device, Conv2dGeometry g, T* w) where T : unmanaged
    {
        int taps = TileShape.Phases * g.InChannels;
        long weights = (long)g.OutChannels * taps;
        var weight = new Scratch<T>(device, TileShape.Frequencies * weights);
        T* address = weight.Address;
        device.Team.Run(g.OutChannels, (channel, _) => WeightTiles.Expand(
            w + (long)channel * g.InChannels * 16, g.InChannels, address + (long)channel * taps, weights));
        return weight;
    }

    private static void TransformInput<T>(CpuDevice device, TileShape shape, int firstBlock, T* x, T* input) where T : unmanaged
    {
        Conv2dGeometry g = shape.Geometry;
        int pixels = g.InHeight * g.InWidth, blockElements = pixels * shape.Lanes;
        int workerElements = blockElements + InputTiles.ScratchElements(shape);
        long imageStride = (long)g.InChannels * pixels, phaseStride = (long)g.InChannels * shape.Pitch;
        using var scratch = new Scratch<T>(device, (long)device.Team.Threads * workerElements);
        T* scratchAddress = scratch.Address;
        new Span<T>(scratchAddress, device.Team.Threads * workerElements).Clear();
        device.Team.Run(GroupBlocks(shape, firstBlock) * g.InChannels, (task, worker) =>
        {
            (int block, int channel) = Math.DivRem(task, g.InChannels);
            T* memory = scratchAddress + (long)worker * workerElements;
            int image = (firstBlock + block) * shape.Lanes;
            ImageBlock.Load(
                x + image * imageStride + (long)channel * pixels, imageStride, shape.Images(firstBlock + block), pixels, memory);
            InputTiles.Transform(shape, memory, input + (long)channel * shape.Pitch + block * shape.PerBlock,
                TileShape.Phases * phaseStride, phaseStride, memory + blockElements);
        });
    }

    private static void AdjointInput<T>(CpuDevice device, TileShape shape, int firstBlock, T* input, T* x) where T : unmanaged
    {
        Conv2dGeometry g = shape.Geometry;
        int pixels = g.InHeight * g.InWidth, blockElements = pixels * shape.Lanes;
        int workerElements = blockElements + InputTiles.ScratchElements(shape);
        long imageStride = (long)g.InChannels * pixels, phaseStride = (long)g.InChannels * shape.Pitch;
        using var scratch = new Scratch<T>(device, (long)device.Team.Threads * workerElements);
        T* scratchAddress = scratch.Address;
        device.Team.Run(GroupBlocks(shape, firstBlock) * g.InChannels, (task, worker) =>
        {
            (int block, int channel) = Math.DivRem(task, g.InChannels);
            T* memory = scratchAddress + (long)worker * workerElements;
            int image = (firstBlock + block) * shape.Lanes;
            InputTiles.Adjoint(shape, input + (long)channel * shape.Pitch + block * shape.PerBlock,
                TileShape.Phases * phaseStride, phaseStride, memory, memory + blockElements);
            ImageBlock.Store(
                memory, shape.Images(firstBlock + block), pixels, x + image * imageStride + (long)channel * pixels, imageStride);
        });
    }

    private static void ExpandOutput<T>(CpuDevice device, TileShape shape, int firstBlock, T* y, T* output) where T : unmanaged
    {
        Conv2dGeometry g = shape.Geometry;
        int pixels = g.OutHeight * g.OutWidth, blockElements = pixels * shape.Lanes;
        long imageStride = (long)g.OutChannels * pixels;
        using var scratch = new Scratch<T>(device, (long)device.Team.Threads * blockElements);
        T* scratchAddress = scratch.Address;
        device.Team.Run(GroupBlocks(shape, firstBlock) * g.OutChannels, (task, worker) =>
        {
            (int block, int channel) = Math.DivRem(task, g.OutChannels);
            T* memory = scratchAddress + (long)worker * blockElements;
            int image = (firstBlock + block) * shape.Lanes;
            ImageBlock.Load(
                y + image * imageStride + (long)channel * pixels, imageStride, shape.Images(firstBlock + block), pixels, memory);
            OutputTiles.Expand(shape, memory, output + (long)channel * shape.Pitch + block * shape.PerBlock,
                (long)g.OutChannels * shape.Pitch);
        });
    }

    private static void FoldOutput<T>(
        CpuDevice device, TileShape shape, int firstBlock, T* output, T* bias, T* y) where T : unmanaged
    {
        Conv2dGeometry g = shape.Geometry;
        int pixels = g.OutHeight * g.OutWidth, blockElements = pixels * shape.Lanes;
        long imageStride = (long)g.OutChannels * pixels;
        using var scratch = new Scratch<T>(device, (long)device.Team.Threads * blockElements);
        T* scratchAddress = scratch.Address;
        device.Team.Run(GroupBlocks(shape, firstBlock) * g.OutChannels, (task, worker) =>
        {
            (int block, int channel) = Math.DivRem(task, g.OutChannels);
            T* memory = scratchAddress + (long)worker * blockElements;
            int image = (firstBlock + block) * shape.Lanes;
            OutputTiles.Fold(shape, output + (long)channel * shape.Pitch + block * shape.PerBlock,
                (long)g.OutChannels * shape.Pitch, bias == null ? default : bias[channel], memory);
            ImageBlock.Store(
                memory, shape.Images(firstBlock + block), pixels, y + image * imageStride + (long)channel * pixels, imageStride);
        });
    }
}
