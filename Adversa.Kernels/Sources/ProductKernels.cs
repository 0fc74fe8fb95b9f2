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
        ArrayView<float> leftTile = SharedMemory.Allocate<float>(TTile.Depth * (TTile.Rows + Pad));
        ArrayView<float> rightTile = SharedMemory.Allocate<float>(TTile.Depth * (TTile.Columns + Pad));
        ArrayView<float> sums =
            LocalMemory.Allocate<float>(TTile.Rows / TTile.ItemsY * (TTile.Columns / TTile.ItemsX));
        for (int i = 0; i < TTile.Rows / TTile.ItemsY * (TTile.Columns / TTile.ItemsX); i++) sums[i] = 0;

        GroupPlace place = sizes.PlaceOf(Grid.IdxX);
        int begin = place.Chunk * sizes.ChunkLength, end = Math.Min(sizes.Inner, begin + sizes.ChunkLength);
        for (int k = begin; k < end; k += TTile.Depth)
        {
            // The last argument is a constant at each call, so that the loops within have no choice to make.
            if (operands.LeftRunsAlongInner != 0)
                LoadLeft<TTile, TOperands>(left, leftTile, sizes, operands, place, k, end, 1);
            else
                LoadLeft<TTile, TOperands>(left, leftTile, sizes, operands, place, k, end, 0);
            if (operands.RightRunsAlongInner != 0)
                LoadRight<TTile, TOperands>(right, rightTile, sizes, operands, place, k, end, 1);
            else
                LoadRight<TTile, TOperands>(right, rightTile, sizes, operands, place, k, end, 0);
            Group.Barrier();
            MultiplyAdd<TTile>(leftTile, rightTile, sums);
            Group.Barrier();
        }

        for (int j = 0; j < TTile.Columns / TTile.ItemsX; j++)
        {
            int column = place.ColumnTile * TTile.Columns + ColumnInTile<TTile>(j);
            if (column < sizes.Columns)
            {
                int offset = sizes.Chunks > 1 ? column : operands.TargetColumn(column);
                for (int i = 0; i < TTile.Rows / TTile.ItemsY; i++)
                {
                    int row = place.RowTile * TTile.Rows + Group.IdxY * (TTile.Rows / TTile.ItemsY) + i;
                    if (row < sizes.Rows)
                    {
                        float sum = sums[i * (TTile.Columns / TTile.ItemsX) + j];
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
        ArrayView<float> left, ArrayView<float> tile, ProductSizes sizes, TOperands operands, GroupPlace place, int first,
        int end, int alongInner)
        where TTile : struct, ITile
        where TOperands : struct, IProductOperands
    {
        int item = Group.IdxY * TTile.ItemsX + Group.IdxX;
        for (int step = 0; step < TTile.Rows * TTile.Depth / (TTile.ItemsX * TTile.ItemsY); step++)
        {
            int k = InnerInSlice<TTile>(item, step, TTile.Rows, alongInner);
            int i = LaneInSlice<TTile>(item, step, TTile.Rows, alongInner);
            int row = place.RowTile * TTile.Rows + i;
            float value = 0;
            if (first + k < end && row < sizes.Rows) value = operands.Left(left, place.Batch, row, first + k);
            tile[k * (TTile.Rows + Pad) + i] = value;
        }
    }

    /// <summary>Copies Depth rows of B into shared memory; zeros beyond its edges.</summary>
    private static void LoadRight<TTile, TOperands>(
        ArrayView<float> right, ArrayView<float> tile, ProductSizes sizes, TOperands operands, GroupPlace place, int first,
        int end, int alongInner)
        where TTile : struct, ITile
        where TOperands : struct, IProductOperands
    {
        int item = Group.IdxY * TTile.ItemsX + Group.IdxX;
        for (int step = 0; step < TTile.Columns * TTile.Depth / (TTile.ItemsX * TTile.ItemsY); step++)
        {
            int k = InnerInSlice<TTile>(item, step, TTile.Columns, alongInner);
            int j = LaneInSlice<TTile>(item, step, TTile.Columns, alongInner);
            int column = place.ColumnTile * TTile.Columns + j;
            float value = 0;
            if (first + k < end && column < sizes.Columns) value = operands.Right(right, place.Batch, first + k, column);
            tile[k * (TTile.Columns + Pad) + j] = value;
        }
    }

    /// <summary>Which of a slice's Depth elements of Inner a work-item copies in a step; neighbours copy neighbours.</summary>
    private static int InnerInSlice<TTile>(int item, int step, int lanes, int alongInner) where TTile : struct, ITile =>
        alongInner != 0 ? item % TTile.Depth : item / lanes + step * (TTile.ItemsX * TTile.ItemsY / lanes);

    /// <summary>Which of a slice's rows of A, or columns of B, a work-item copies in a step.</summary>
    private static int LaneInSlice<TTile>(int item, int step, int lanes, int alongInner) where TTile : struct, ITile =>
        alongInner != 0 ? item / TTile.Depth + step * (TTile.ItemsX * TTile.ItemsY / TTile.Depth) : item % lanes;

    /// <summary>Adds the product of the two slices in shared memory to a work-item's sums.</summary>
    private static void MultiplyAdd<TTile>(ArrayView<float> leftTile, ArrayView<float> rightTile, ArrayView<float> sums)
        where TTile : struct, ITile
    {
        ArrayView<float> a = LocalMemory.Allocate<float>(TTile.Rows / TTile.ItemsY);
        ArrayView<float> b = LocalMemory.Allocate<float>(TTile.Columns / TTile.ItemsX);
        for (int k = 0; k < TTile.Depth; k++)
        {
            int leftBegin = k * (TTile.Rows + Pad) + Group.IdxY * (TTile.Rows / TTile.ItemsY);
            for (int i = 0; i < TTile.Rows / TTile.ItemsY; i++) a[i] = leftTile[leftBegin + i];
            for (int j = 0; j < TTile.Columns / TTile.ItemsX; j++)
                b[j] = rightTile[k * (TTile.Columns + Pad) + ColumnInTile<TTile>(j)];
            for (int i = 0; i < TTile.Rows / TTile.ItemsY; i++)
                for (int j = 0; j < TTile.Columns / TTile.ItemsX; j++)
                    sums[i * (TTile.Columns / TTile.ItemsX) + j] += a[i] * b[j];
        }
    }

    /// <summary>The place in the tile of a work-item's column j.</summary>
    private static int ColumnInTile<TTile>(int j) where TTile : struct, ITile =>
        j / TTile.Run * (TTile.ItemsX * TTile.Run) + Group.IdxX * TTile.Run + j % TTile.Run;
}
