using System.Runtime.CompilerServices;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// The loops around the micro-kernel, after Van Zee and van de Geijn, "BLIS: a framework for rapidly instantiating BLAS
/// functionality" (TOMS 2015). A is packed whole, once, shared by all threads; a matrix that all products of a batch have in
/// common is packed once for all of them. A task then owns a block of C and for one block of k after the other packs its block
/// of B into the L2 cache and lets the micro-kernel run over all pairs of panels. Tiles of C wait, dense, beside it until the
/// sum is complete, and only then go to the writer; so the same loops serve matrices, convolutions and their gradients, which
/// differ in their sources and writers alone.
/// </summary>
internal static unsafe class Product<T, TA, TB, TWriter>
    where T : unmanaged
    where TA : struct, IPanelSource<T>
    where TB : struct, IPanelSource<T>
    where TWriter : struct, ITileWriter<T>
{
    // Whole vectors may be stored past a panel's end; the gap also keeps panels from falling onto the same cache sets.
    private const int Slack = 16;

    /// <summary>C = A·B. An Inner of 0 gives zeros.</summary>
    public static void Run(CpuDevice device, MicroKernel<T> kernel, ProductShape shape, TA a, TB b, TWriter writer)
    {
        if (shape.Batch == 0 || shape.Rows == 0 || shape.Columns == 0) return;
        using var memory = new Scratch<T>(device, PackedOperand<T>.Elements(kernel, shape, a.IsShared));
        var packed = new PackedOperand<T>(memory.Address, kernel, shape, a.IsShared);
        Pack(device, kernel, shape, a, packed);
        Run(device, kernel, shape, packed, b, writer);
    }

    /// <summary>C = A·B, where A is packed already.</summary>
    public static void Run(
        CpuDevice device, MicroKernel<T> kernel, ProductShape shape, PackedOperand<T> a, TB b, TWriter writer)
    {
        var plan = new ProductPlan(shape);
        if (plan.Chunks == 1)
        {
            RunTasks(device, kernel, plan, b, writer, a);
            return;
        }

        long productSize = (long)shape.Rows * shape.Columns;
        using var partialMemory = new Scratch<T>(device, plan.Chunks * shape.Batch * productSize);
        T* partial = partialMemory.Address;
        Product<T, TA, TB, PartialWriter<T>>.RunTasks(device, kernel, plan, b, new PartialWriter<T>(partial, shape), a);
        PartialSums.Combine(device, plan, partial, writer);
    }

    /// <summary>Packs A alone, for products of any number of columns.</summary>
    public static void Pack(CpuDevice device, MicroKernel<T> kernel, ProductShape shape, TA a, PackedOperand<T> packed)
    {
        var plan = new ProductPlan(shape);
        int matrices = a.IsShared ? 1 : shape.Batch;
        int depthBlocks = Division.Ceiling(shape.Inner, ProductPlan.DepthBlock);
        int scratchElements = a.ScratchElements(ProductPlan.DepthBlock, kernel.Height);
        using var scratch = new Scratch<T>(device, (long)device.Team.Workers * scratchElements);
        T* scratchAddress = scratch.Address;

        device.Team.Run(checked(matrices * depthBlocks * plan.RowBlocks), (task, worker) =>
        {
            (int rest, int rowBlock) = Math.DivRem(task, plan.RowBlocks);
            (int batch, int depthBlock) = Math.DivRem(rest, depthBlocks);
            int k0 = depthBlock * ProductPlan.DepthBlock, depth = Math.Min(ProductPlan.DepthBlock, shape.Inner - k0);
            T* target = packed.Block(batch, k0);
            int row = rowBlock * plan.RowBlock;
            for (int left = Math.Min(plan.RowBlock, shape.Rows - row); left > 0;)
            {
                int height = kernel.PanelHeight(left);
                int rows = Math.Min(left, Math.Max(1, left / height) * height);
                a.Pack(batch, k0, depth, row, rows, height, target + (long)row * depth, height * depth,
                    scratchAddress + (long)worker * scratchElements);
                (row, left) = (row + rows, left - rows);
            }
        });
    }

    internal static void RunTasks(
        CpuDevice device, MicroKernel<T> kernel, ProductPlan plan, TB b, TWriter writer, PackedOperand<T> packed)
    {
        int tileElements = ProductPlan.RoundUp(plan.RowBlock, kernel.Height) * plan.ColumnBlock;
        int panelElements = (ProductPlan.DepthBlock * kernel.Width + Slack) * (plan.ColumnBlock / kernel.Width);
        long workerElements = tileElements + panelElements + b.ScratchElements(ProductPlan.DepthBlock, kernel.Width);
        using var scratch = new Scratch<T>(device, device.Team.Workers * workerElements);
        T* scratchAddress = scratch.Address;

        device.Team.Run(plan.Tasks, (task, worker) =>
        {
            T* tiles = scratchAddress + worker * workerElements, panels = tiles + tileElements;
            (int rest, int columnBlock) = Math.DivRem(task, plan.ColumnBlocks);
            (rest, int rowBlock) = Math.DivRem(rest, plan.RowBlocks);
            (int batch, int chunk) = Math.DivRem(rest, plan.Chunks);
            var block = new Block(batch, chunk, rowBlock * plan.RowBlock, columnBlock * plan.ColumnBlock);
            MultiplyBlock(kernel, plan, block, b, writer, packed, tiles, panels, panels + panelElements);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyBlock(
        MicroKernel<T> kernel, in ProductPlan plan, Block block, TB b, TWriter writer,
        PackedOperand<T> packed, T* tiles, T* panels, T* scratch)
    {
        ProductShape shape = plan.Shape;
        int width = kernel.Width;
        int rows = Math.Min(plan.RowBlock, shape.Rows - block.Row);
        int columns = Math.Min(plan.ColumnBlock, shape.Columns - block.Column);
        int kBegin = block.Chunk * plan.ChunkDepth, kEnd = kBegin + Math.Min(plan.ChunkDepth, shape.Inner - kBegin);

        int k = kBegin;
        do
        {
            int depth = Math.Min(ProductPlan.DepthBlock, kEnd - k);
            T* first = panels;
            int panelStride = depth * width + Slack;
            if (b is PackedPanels<T> packedB && packedB.Suits(block.Column, width))
            {
                first = packedB.At(block.Batch, k, block.Column);
                panelStride = packedB.PanelStride;
            }
            else
            {
                b.Pack(block.Batch, k, depth, block.Column, columns, width, panels, panelStride, scratch);
            }

            // A panel of B stays in the L1 cache while the narrower ones of A stream past it.
            T* packedBlock = packed.Block(block.Batch, k);
            T* tile = tiles, panel = first;
            for (int column = 0; column < columns; column += width, panel += panelStride)
            {
                for (int row = 0, height; row < rows; row += height, tile += height * width)
                {
                    height = kernel.PanelHeight(rows - row);
                    T* packedPanel = packedBlock + ((long)block.Row + row) * depth;
                    kernel.Multiply(height, depth, packedPanel, panel, tile, accumulate: k > kBegin);
                    if (k + depth < kEnd) continue;
                    writer.Write(block.Batch * plan.Chunks + block.Chunk, block.Row + row, Math.Min(height, rows - row),
                        block.Column + column, Math.Min(width, columns - column), tile, width);
                }
            }

            k += depth;
        }
        while (k < kEnd);
    }

    /// <summary>The block of C, and the part of its sum, that a task makes.</summary>
    private readonly record struct Block(int Batch, int Chunk, int Row, int Column);
}
