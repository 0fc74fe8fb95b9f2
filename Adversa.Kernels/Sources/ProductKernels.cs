namespace Adversa.Kernels.Sources;

/// <summary>The tiled product: the kernel behind matrix products and convolutions on devices.</summary>
/// <remarks>
/// A group computes one tile of C. It walks along Inner, a slice of Depth at a time: all work-items together copy the slice of A
/// and of B from global into shared memory, wait for each other, and then multiply what is there, each adding to the part of the
/// tile that it holds in registers.
/// Memory traffic: with a tile of R×C outputs, an element of A is read by Columns/C groups instead of Columns work-items, so that
/// global memory sees 2·Inner·(1/R + 1/C)·½ numbers per output instead of 2·Inner. A work-item that holds r×c outputs reads r + c
/// numbers of shared memory for r·c multiply-adds. Arithmetic: 2·Inner operations per output.
/// A is kept with its rows along shared memory, whichever way it lies in global memory, so that both operands are read with
/// neighbours side by side; rows of 4 more than needed keep work-items that write it in different banks.
/// Where an output's sum is long and outputs are few, Inner is cut into chunks, each with groups of its own, and a second kernel
/// adds their sums in order: no atomics, the same bits in every run, and how it is cut depends on the sizes alone.
/// A next version would fetch the next slice into registers while this one is multiplied, and use tensor cores.
/// </remarks>
internal static class ProductKernels
{
    private const int Pad = 4;

    /// <summary>C[b] = A[b]·B[b] + bias, or one chunk's part of A[b]·B[b]. A group per tile and chunk.</summary>
    [Grouped(16, typeof(WideTile), typeof(StridedOperands), GroupSizeY = 16)]
    [Grouped(16, typeof(SquareTile), typeof(StridedOperands), GroupSizeY = 16)]
    [Grouped(8, typeof(SmallTile), typeof(StridedOperands), GroupSizeY = 8)]
    [Grouped(64, typeof(NarrowTile), typeof(StridedOperands))]
    [Grouped(16, typeof(WideTile), typeof(PatchOperands), GroupSizeY = 16)]
    [Grouped(16, typeof(SquareTile), typeof(PatchOperands), GroupSizeY = 16)]
    [Grouped(8, typeof(SmallTile), typeof(PatchOperands), GroupSizeY = 8)]
    [Grouped(64, typeof(NarrowTile), typeof(PatchOperands))]
    public static void Tiles<TTile, TOperands>(
        ArrayView<float> left, ArrayView<float> right, ArrayView<float> bias, ArrayView<float> target,
        ProductSizes sizes, TOperands operands)
        where TTile : struct, ITile
        where TOperands : struct, IProductOperands
    {
        ArrayView<float> leftTile = SharedMemory.Allocate<float>(TTile.Depth * (TTile.ItemsY * TTile.RowsPerItem + Pad));
        ArrayView<float> rightTile = SharedMemory.Allocate<float>(TTile.Depth * (TTile.ItemsX * TTile.ColumnsPerItem + Pad));
        ArrayView<float> sums = LocalMemory.Allocate<float>(TTile.RowsPerItem * TTile.ColumnsPerItem);
        for (int i = 0; i < TTile.RowsPerItem * TTile.ColumnsPerItem; i++) sums[i] = 0;

        GroupPlace place = sizes.PlaceOf(Grid.IdxX);
        int firstRow = place.RowTile * (TTile.ItemsY * TTile.RowsPerItem);
        int firstColumn = place.ColumnTile * (TTile.ItemsX * TTile.ColumnsPerItem);
        int begin = place.Chunk * sizes.ChunkLength;
        int end = Math.Min(sizes.Inner, begin + sizes.ChunkLength);
        for (int k = begin; k < end; k += TTile.Depth)
        {
            LoadLeft<TTile, TOperands>(left, leftTile, sizes, operands, place.Batch, firstRow, k, end);
            LoadRight<TTile, TOperands>(right, rightTile, sizes, operands, place.Batch, firstColumn, k, end);
            Group.Barrier();
            MultiplyAdd<TTile>(leftTile, rightTile, sums);
            Group.Barrier();
        }

        for (int j = 0; j < TTile.ColumnsPerItem; j++)
        {
            int column = firstColumn + ColumnInTile<TTile>(j);
            if (column < sizes.Columns)
            {
                int offset = sizes.Chunks > 1 ? column : operands.TargetColumn(column);
                for (int i = 0; i < TTile.RowsPerItem; i++)
                {
                    int row = firstRow + Group.IdxY * TTile.RowsPerItem + i;
                    if (row < sizes.Rows)
                    {
                        float sum = sums[i * TTile.ColumnsPerItem + j];
                        if (sizes.HasBias != 0) sum += bias[place.Batch * sizes.Rows + row];
                        int rowOffset = sizes.Chunks > 1
                            ? sizes.PartialRow(place.Chunk, place.Batch, row)
                            : operands.TargetRow(place.Batch, row);
                        target[rowOffset + offset] = sum;
                    }
                }
            }
        }
    }

    /// <summary>C[b] = the sum of all chunks' parts, first to last, + bias. A work-item per element of C.</summary>
    [Grouped(256, typeof(StridedOperands))]
    [Grouped(256, typeof(PatchOperands))]
    public static void SumChunks<TOperands>(
        ArrayView<float> partial, ArrayView<float> bias, ArrayView<float> target, ProductSizes sizes, TOperands operands)
        where TOperands : struct, IProductOperands
    {
        int count = sizes.Outputs;
        int index = Grid.IdxX * Group.DimX + Group.IdxX;
        if (index < count)
        {
            int batchAndRow = index / sizes.Columns;
            int batch = batchAndRow / sizes.Rows, row = batchAndRow - batch * sizes.Rows;
            float sum = partial[index];
            for (int chunk = 1; chunk < sizes.Chunks; chunk++) sum += partial[chunk * count + index];
            if (sizes.HasBias != 0) sum += bias[batchAndRow];
            target[operands.TargetRow(batch, row) + operands.TargetColumn(index - batchAndRow * sizes.Columns)] = sum;
        }
    }

    /// <summary>Copies Depth columns of A into shared memory, transposed; zeros beyond its edges.</summary>
    private static void LoadLeft<TTile, TOperands>(
        ArrayView<float> left, ArrayView<float> tile, ProductSizes sizes, TOperands operands, int batch, int firstRow, int firstInner,
        int end)
        where TTile : struct, ITile
        where TOperands : struct, IProductOperands
    {
        int item = Group.IdxY * TTile.ItemsX + Group.IdxX;
        for (int step = 0; step < TTile.RowsPerItem * TTile.Depth / TTile.ItemsX; step++)
        {
            int element = step * (TTile.ItemsX * TTile.ItemsY) + item;
            int k = operands.LeftRunsAlongInner != 0 ? element % TTile.Depth : element / (TTile.ItemsY * TTile.RowsPerItem);
            int i = operands.LeftRunsAlongInner != 0 ? element / TTile.Depth : element % (TTile.ItemsY * TTile.RowsPerItem);
            float value = 0;
            if (firstInner + k < end && firstRow + i < sizes.Rows)
                value = operands.Left(left, batch, firstRow + i, firstInner + k);
            tile[k * (TTile.ItemsY * TTile.RowsPerItem + Pad) + i] = value;
        }
    }

    /// <summary>Copies Depth rows of B into shared memory; zeros beyond its edges.</summary>
    private static void LoadRight<TTile, TOperands>(
        ArrayView<float> right, ArrayView<float> tile, ProductSizes sizes, TOperands operands, int batch, int firstColumn,
        int firstInner, int end)
        where TTile : struct, ITile
        where TOperands : struct, IProductOperands
    {
        int item = Group.IdxY * TTile.ItemsX + Group.IdxX;
        for (int step = 0; step < TTile.ColumnsPerItem * TTile.Depth / TTile.ItemsY; step++)
        {
            int element = step * (TTile.ItemsX * TTile.ItemsY) + item;
            int k = operands.RightRunsAlongInner != 0 ? element % TTile.Depth : element / (TTile.ItemsX * TTile.ColumnsPerItem);
            int j = operands.RightRunsAlongInner != 0 ? element / TTile.Depth : element % (TTile.ItemsX * TTile.ColumnsPerItem);
            float value = 0;
            if (firstInner + k < end && firstColumn + j < sizes.Columns)
                value = operands.Right(right, batch, firstInner + k, firstColumn + j);
            tile[k * (TTile.ItemsX * TTile.ColumnsPerItem + Pad) + j] = value;
        }
    }

    /// <summary>Adds the product of the two slices in shared memory to a work-item's sums.</summary>
    private static void MultiplyAdd<TTile>(ArrayView<float> leftTile, ArrayView<float> rightTile, ArrayView<float> sums)
        where TTile : struct, ITile
    {
        ArrayView<float> a = LocalMemory.Allocate<float>(TTile.RowsPerItem);
        ArrayView<float> b = LocalMemory.Allocate<float>(TTile.ColumnsPerItem);
        for (int k = 0; k < TTile.Depth; k++)
        {
            int leftBegin = k * (TTile.ItemsY * TTile.RowsPerItem + Pad), rightBegin = k * (TTile.ItemsX * TTile.ColumnsPerItem + Pad);
            for (int i = 0; i < TTile.RowsPerItem; i++) a[i] = leftTile[leftBegin + Group.IdxY * TTile.RowsPerItem + i];
            for (int j = 0; j < TTile.ColumnsPerItem; j++) b[j] = rightTile[rightBegin + ColumnInTile<TTile>(j)];
            for (int i = 0; i < TTile.RowsPerItem; i++)
                for (int j = 0; j < TTile.ColumnsPerItem; j++)
                    sums[i * TTile.ColumnsPerItem + j] += a[i] * b[j];
        }
    }

    /// <summary>The place in the tile of a work-item's column j.</summary>
    private static int ColumnInTile<TTile>(int j) where TTile : struct, ITile =>
        j / TTile.Run * (TTile.ItemsX * TTile.Run) + Group.IdxX * TTile.Run + j % TTile.Run;
}
