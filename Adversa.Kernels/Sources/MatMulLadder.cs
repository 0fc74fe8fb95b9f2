namespace Adversa.Kernels.Sources;

/// <summary>
/// The matrix product in five steps from the definition towards <see cref="ProductKernels"/>, one idea each, and one beyond it:
/// C = A·B for square, dense, row-major matrices of n×n.
/// </summary>
/// <remarks>
/// Every version does the same 2·n³ operations; what changes is how often each number is read, and from where. In numbers read
/// for each multiply-add: version 1 reads 2 from global memory, and neighbours far apart; version 2 the same 2, side by side, so
/// that one transaction serves a whole warp; version 3 reads 2/16 from global and 2 from shared memory; version 4 holds 8 outputs
/// in a work-item's registers and reads 9/8 from shared memory; version 5 holds 4×4 and reads 1/2. The library's own holds up
/// to 8×8 (1/4), reads A transposed and B in runs of four, takes any strides and shapes, and chooses the tile. Version 7 leaves
/// the multiply-adds to tensor cores: a warp holds 64×32 outputs and reads 3/64, and what it reads is rounded to TF32.
/// </remarks>
internal static class MatMulLadder
{
    private const int Side = 16;
    private const int Wide = 64, Column = 8, Low = 4 * Column, Depth = 8, Square = 4;

    // Of version 7: a group's warps share the tile's columns, each of them as blocks of 16×8, of which each lane holds 4 outputs.
    private const int Warps = 2, Lanes = 32, WarpColumns = Wide / Warps;
    private const int BlocksDown = Wide / 16, BlocksAcross = WarpColumns / 8, Share = 4;

    // Terms of the sums in shared memory at a time. Rows of A lie 4, those of B 8 numbers further apart than they are long: so
    // the 32 numbers of a block that a warp reads at once lie in 32 banks.
    private const int Slice = 32, StrideOfA = Slice + 4, StrideOfB = Wide + 8;

    /// <summary>1: a work-item per output. Neighbours have neighbouring rows of A, which lie n numbers apart.</summary>
    [Grouped(256, IsFloat32Only = true)]
    public static void MatMulNaive(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int n)
    {
        int index = Grid.IdxX * Group.DimX + Group.IdxX, row = index % n, column = index / n;
        if (column < n) c[row * n + column] = Dot(a, b, n, row, column);
    }

    /// <summary>2: neighbours have neighbouring columns, which lie side by side in B and C.</summary>
    [Grouped(256, IsFloat32Only = true)]
    public static void MatMulCoalesced(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int n)
    {
        int index = Grid.IdxX * Group.DimX + Group.IdxX, row = index / n, column = index % n;
        if (row < n) c[row * n + column] = Dot(a, b, n, row, column);
    }

    /// <summary>3: a group copies tiles of 16×16 of A and B into shared memory, and each number is used 16 times.</summary>
    [Grouped(Side, GroupSizeY = Side, IsFloat32Only = true)]
    public static void MatMulShared(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int n)
    {
        ArrayView<float> aTile = SharedMemory.Allocate<float>(Side * Side), bTile = SharedMemory.Allocate<float>(Side * Side);
        int x = Group.IdxX, y = Group.IdxY, row = Grid.IdxY * Side + y, column = Grid.IdxX * Side + x;
        float sum = 0;
        for (int k = 0; k < n; k += Side)
        {
            aTile[y * Side + x] = ElementOr0(a, n, row, k + x);
            bTile[y * Side + x] = ElementOr0(b, n, k + y, column);
            Group.Barrier();
            for (int i = 0; i < Side; i++) sum += aTile[y * Side + i] * bTile[i * Side + x];
            Group.Barrier();
        }

        if (row < n && column < n) c[row * n + column] = sum;
    }

    /// <summary>4: a work-item holds 8 outputs of a column, and a number of B that it has read serves all of them.</summary>
    [Grouped(Wide, GroupSizeY = Low / Column, IsFloat32Only = true)]
    public static void MatMulColumn(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int n)
    {
        ArrayView<float> aTile = SharedMemory.Allocate<float>(Low * Depth), bTile = SharedMemory.Allocate<float>(Depth * Wide);
        ArrayView<float> sums = LocalMemory.Allocate<float>(Column);
        for (int i = 0; i < Column; i++) sums[i] = 0;
        int x = Group.IdxX, y = Group.IdxY, item = y * Wide + x, firstRow = Grid.IdxY * Low, firstColumn = Grid.IdxX * Wide;
        for (int k = 0; k < n; k += Depth)
        {
            aTile[item] = ElementOr0(a, n, firstRow + item / Depth, k + item % Depth);
            for (int i = y; i < Depth; i += Low / Column) bTile[i * Wide + x] = ElementOr0(b, n, k + i, firstColumn + x);
            Group.Barrier();
            for (int j = 0; j < Depth; j++)
            {
                float right = bTile[j * Wide + x];
                for (int i = 0; i < Column; i++) sums[i] += aTile[(y * Column + i) * Depth + j] * right;
            }

            Group.Barrier();
        }

        for (int i = 0; i < Column; i++)
        {
            int row = firstRow + y * Column + i;
            if (row < n && firstColumn + x < n) c[row * n + firstColumn + x] = sums[i];
        }
    }

    /// <summary>5: a work-item holds 4×4 outputs: 8 numbers read from shared memory serve 16 multiply-adds.</summary>
    [Grouped(Side, GroupSizeY = Side, IsFloat32Only = true)]
    public static void MatMulSquare(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int n)
    {
        ArrayView<float> aTile = SharedMemory.Allocate<float>(Wide * Depth), bTile = SharedMemory.Allocate<float>(Depth * Wide);
        ArrayView<float> sums = LocalMemory.Allocate<float>(Square * Square), left = LocalMemory.Allocate<float>(Square);
        for (int i = 0; i < Square * Square; i++) sums[i] = 0;
        int x = Group.IdxX, y = Group.IdxY, item = y * Side + x, firstRow = Grid.IdxY * Wide, firstColumn = Grid.IdxX * Wide;
        for (int k = 0; k < n; k += Depth)
        {
            for (int e = item; e < Wide * Depth; e += Side * Side)
            {
                aTile[e] = ElementOr0(a, n, firstRow + e / Depth, k + e % Depth);
                bTile[e] = ElementOr0(b, n, k + e / Wide, firstColumn + e % Wide);
            }

            Group.Barrier();
            for (int d = 0; d < Depth; d++)
            {
                for (int i = 0; i < Square; i++) left[i] = aTile[(y * Square + i) * Depth + d];
                for (int j = 0; j < Square; j++)
                {
                    float right = bTile[d * Wide + j * Side + x];
                    for (int i = 0; i < Square; i++) sums[i * Square + j] += left[i] * right;
                }
            }

            Group.Barrier();
        }

        for (int i = 0; i < Square; i++)
        {
            for (int j = 0; j < Square; j++)
            {
                int row = firstRow + y * Square + i, column = firstColumn + j * Side + x;
                if (row < n && column < n) c[row * n + column] = sums[i * Square + j];
            }
        }
    }

    /// <summary>
    /// 7: tensor cores. Each of a group's two warps holds half of a 64×64 tile, 4×4 blocks of 16×8, and multiplies a block of A
    /// by one of B in a single instruction; <see cref="TensorCore"/> says which lane holds what. A and B are rounded to TF32 on
    /// their way into shared memory.
    /// </summary>
    [Grouped(Warps * Lanes, IsFloat32Only = true, Fallback = nameof(MatMulSquare))]
    public static void MatMulTensorCores(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int n)
    {
        ArrayView<uint> aTile = SharedMemory.Allocate<uint>(Wide * StrideOfA);
        ArrayView<uint> bTile = SharedMemory.Allocate<uint>(Slice * StrideOfB);
        ArrayView<float> sums = LocalMemory.Allocate<float>(BlocksDown * BlocksAcross * Share);
        ArrayView<uint> left = LocalMemory.Allocate<uint>(BlocksDown * Share), right = LocalMemory.Allocate<uint>(2);
        for (int i = 0; i < BlocksDown * BlocksAcross * Share; i++) sums[i] = 0;
        int item = Group.IdxX, firstRow = Grid.IdxY * Wide, firstColumn = Grid.IdxX * Wide;
        int warpColumn = item / Lanes * WarpColumns, g = item % Lanes / 4, t = item % 4;
        for (int k = 0; k < n; k += Slice)
        {
            // Not unrolled, since it does not begin with a constant: 64 numbers on their way would leave the sums no registers.
            for (int e = item; e < Wide * Slice; e += Warps * Lanes)
            {
                TensorCore.RoundToTf32(
                    ElementOr0(a, n, firstRow + e / Slice, k + e % Slice), out aTile[e / Slice * StrideOfA + e % Slice]);
                TensorCore.RoundToTf32(
                    ElementOr0(b, n, k + e / Wide, firstColumn + e % Wide), out bTile[e / Wide * StrideOfB + e % Wide]);
            }

            Group.Barrier();
            for (int d = 0; d < Slice; d += 8)
            {
                for (int i = 0; i < BlocksDown; i++)
                {
                    for (int e = 0; e < Share; e++)
                        left[i * Share + e] = aTile[(i * 16 + e % 2 * 8 + g) * StrideOfA + d + e / 2 * 4 + t];
                }

                for (int j = 0; j < BlocksAcross; j++)
                {
                    for (int e = 0; e < 2; e++) right[e] = bTile[(d + e * 4 + t) * StrideOfB + warpColumn + j * 8 + g];
                    for (int i = 0; i < BlocksDown; i++)
                    {
                        ArrayView<float> block = sums.SubView((i * BlocksAcross + j) * Share, Share);
                        TensorCore.MultiplyAdd(block, left.SubView(i * Share, Share), right);
                    }
                }
            }

            Group.Barrier();
        }

        for (int i = 0; i < BlocksDown; i++)
        {
            for (int j = 0; j < BlocksAcross; j++)
            {
                for (int e = 0; e < Share; e++)
                {
                    int row = firstRow + i * 16 + e / 2 * 8 + g, column = firstColumn + warpColumn + j * 8 + 2 * t + e % 2;
                    if (row < n && column < n) c[row * n + column] = sums[(i * BlocksAcross + j) * Share + e];
                }
            }
        }
    }

    private static float Dot(ArrayView<float> a, ArrayView<float> b, int n, int row, int column)
    {
        float sum = 0;
        for (int k = 0; k < n; k++) sum += a[row * n + k] * b[k * n + column];
        return sum;
    }

    private static float ElementOr0(ArrayView<float> matrix, int n, int row, int column) =>
        row < n && column < n ? matrix[row * n + column] : 0;
}
