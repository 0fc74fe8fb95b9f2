namespace Adversa.Kernels.Sources;

/// <summary>The sizes of a gather: those of <see cref="GatherArguments"/>.</summary>
internal readonly record struct GatherSizes(
    int Outer, int SourceSize, int IndexSize, int Inner, int IndexOuterStride, int IndexStride, int IndexInnerStride)
{
    /// <summary>Where index(o,j,i) lies.</summary>
    public int IndexOffset(int o, int j, int i) => o * IndexOuterStride + j * IndexStride + i * IndexInnerStride;
}

/// <summary>An element type of indices.</summary>
internal interface IIndex<T>
{
    /// <summary>The index as a long.</summary>
    static abstract long Of(T index);
}

internal readonly struct Int32Index : IIndex<int>
{
    public static long Of(int index) => index;
}

internal readonly struct Int64Index : IIndex<long>
{
    public static long Of(long index) => index;
}

/// <summary>Reading by index and its adjoint on a device.</summary>
/// <remarks>
/// Gather: a work-item per element of y, 4 bytes read, 4 written and 4 or 8 of an index, which neighbours along Inner share. The
/// adjoint must add up in the order of j whoever comes first, so no element has two writers: where there are many columns (o,i)
/// (the gradient of max pooling, a plane each), a work-item owns a column, clears it and runs down the indices; where there are
/// few (an embedding's gradient), a work-item owns one element of x and reads all IndexSize indices to find its own: SourceSize
/// times as many reads, all of them from the cache, for as many times the work-items. The next version would sort the indices
/// once and give each run of equal ones to one group.
/// </remarks>
internal static class GatherKernels
{
    /// <summary>Work-items per group.</summary>
    public const int GroupSize = 256;

    /// <summary>y[o,j,i] = x[o, index(o,j,i), i]; 0 and a fault where the index is outside.</summary>
    [Grouped(GroupSize, typeof(int), typeof(Int32Index))]
    [Grouped(GroupSize, typeof(long), typeof(Int64Index))]
    public static void Gather<T, TIndex>(
        ArrayView<T> index, ArrayView<float> x, ArrayView<float> y, GatherSizes sizes, ArrayView<int> faults)
        where T : unmanaged
        where TIndex : struct, IIndex<T>
    {
        int element = Grid.IdxX * GroupSize + Group.IdxX;
        if (element >= sizes.Outer * sizes.IndexSize * sizes.Inner) return;
        int row = element / sizes.Inner;
        int i = element - row * sizes.Inner;
        int o = row / sizes.IndexSize;
        int j = row - o * sizes.IndexSize;
        long source = TIndex.Of(index[sizes.IndexOffset(o, j, i)]);
        if (IsInside(source, sizes, o, j, i, faults))
            y[element] = x[(o * sizes.SourceSize + (int)source) * sizes.Inner + i];
        else
            y[element] = 0;
    }

    /// <summary>Column (o,·,i) of x: zero, then y[o,j,i] added at index(o,j,i) for each j.</summary>
    [Grouped(GroupSize, typeof(int), typeof(Int32Index))]
    [Grouped(GroupSize, typeof(long), typeof(Int64Index))]
    public static void ScatterAddColumns<T, TIndex>(
        ArrayView<T> index, ArrayView<float> x, ArrayView<float> y, GatherSizes sizes, ArrayView<int> faults)
        where T : unmanaged
        where TIndex : struct, IIndex<T>
    {
        int column = Grid.IdxX * GroupSize + Group.IdxX;
        if (column >= sizes.Outer * sizes.Inner) return;
        int o = column / sizes.Inner;
        int i = column - o * sizes.Inner;
        for (int s = 0; s < sizes.SourceSize; s++) x[(o * sizes.SourceSize + s) * sizes.Inner + i] = 0;
        for (int j = 0; j < sizes.IndexSize; j++)
        {
            long target = TIndex.Of(index[sizes.IndexOffset(o, j, i)]);
            if (IsInside(target, sizes, o, j, i, faults))
                x[(o * sizes.SourceSize + (int)target) * sizes.Inner + i] += y[(o * sizes.IndexSize + j) * sizes.Inner + i];
        }
    }

    /// <summary>Element (o,s,i) of x: the sum of y[o,j,i] over all j with index(o,j,i) = s.</summary>
    [Grouped(GroupSize, typeof(int), typeof(Int32Index))]
    [Grouped(GroupSize, typeof(long), typeof(Int64Index))]
    public static void ScatterAddElements<T, TIndex>(
        ArrayView<T> index, ArrayView<float> x, ArrayView<float> y, GatherSizes sizes, ArrayView<int> faults)
        where T : unmanaged
        where TIndex : struct, IIndex<T>
    {
        int element = Grid.IdxX * GroupSize + Group.IdxX;
        if (element >= sizes.Outer * sizes.SourceSize * sizes.Inner) return;
        int row = element / sizes.Inner;
        int i = element - row * sizes.Inner;
        int o = row / sizes.SourceSize;
        int s = row - o * sizes.SourceSize;
        float sum = 0;
        for (int j = 0; j < sizes.IndexSize; j++)
        {
            long target = TIndex.Of(index[sizes.IndexOffset(o, j, i)]);
            if (target == s) sum += y[(o * sizes.IndexSize + j) * sizes.Inner + i];
            else if (s == 0) IsInside(target, sizes, o, j, i, faults);
        }

        x[element] = sum;
    }

    /// <summary>
    /// Whether an index lies in 0 … SourceSize−1. If not, the host gets its place and the int next to it.
    /// </summary>
    private static bool IsInside(long index, GatherSizes sizes, int o, int j, int i, ArrayView<int> faults)
    {
        if (index >= 0 && index < sizes.SourceSize) return true;
        faults[0] = 1;
        faults[1] = (o * sizes.IndexSize + j) * sizes.Inner + i;
        faults[2] = LongToInt.Of(index);
        faults[3] = sizes.SourceSize;
        return false;
    }
}
