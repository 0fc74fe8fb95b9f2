namespace Adversa.Kernels.Sources;

/// <summary>The product of a matrix whose rows are contiguous with a vector.</summary>
/// <remarks>
/// Each number of the matrix is used once, so tiles save nothing: the memory's speed decides, and all that matters is that
/// neighbours read neighbours. A group takes a row: its work-items walk along it side by side, each with a sum of its own, and
/// then add their sums pairwise in shared memory, in an order that is the same in every run. Two operations per number read.
/// A next version would read four numbers at once and give a group several rows, which would share the vector's elements.
/// All other products are <see cref="ProductKernels"/>'.
/// </remarks>
internal static class MatMulKernels
{
    private const int Items = 128;

    /// <summary>C[b] = A[b]·B[b] with one column. A group per element of C.</summary>
    [Grouped(Items)]
    public static void RowTimesVector(
        ArrayView<float> left, ArrayView<float> right, ArrayView<float> target, ProductSizes sizes, StridedOperands operands)
    {
        ArrayView<float> sums = SharedMemory.Allocate<float>(Items);
        int item = Group.IdxX, batch = Grid.IdxX / sizes.Rows, row = Grid.IdxX % sizes.Rows;
        float sum = 0;
        for (int k = item; k < sizes.Inner; k += Items)
            sum += operands.Left(left, batch, row, k) * operands.Right(right, batch, k, 0);
        sums[item] = sum;
        Group.Barrier();
        for (int width = Items / 2; width > 0; width /= 2)
        {
            if (item < width) sums[item] += sums[item + width];
            Group.Barrier();
        }

        if (item == 0) target[operands.TargetRow(batch, row)] = sums[0];
    }
}
