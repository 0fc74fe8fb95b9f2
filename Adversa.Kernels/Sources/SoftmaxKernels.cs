namespace Adversa.Kernels.Sources;

/// <summary>The sizes of a softmax: those of <see cref="SoftmaxArguments"/>.</summary>
internal readonly record struct SoftmaxSizes(int Outer, int Size, int Inner, int Logarithm)
{
    /// <summary>Where row number <paramref name="row"/> of Outer·Inner begins; its elements are Inner apart.</summary>
    public int BeginOf(int row) => row / Inner * Size * Inner + row % Inner;
}

/// <summary>Softmax over one axis on a device.</summary>
/// <remarks>
/// Three passes over a row: its maximum, the sum of the exponentials of what is below the maximum, the result. The exponential is
/// computed twice rather than stored: arithmetic is cheaper than memory. A row is read from memory once if it stays in the
/// cache for the second and third pass, 8 bytes per element of float32 with the writing. Short rows are one work-item's; long
/// ones are shared by a group, whose maxima and sums become one by halves. The next version would take maximum and sum in one
/// pass, rescaling the sum when the maximum grows (Milakov and Gimelshein, 2018).
/// </remarks>
internal static class SoftmaxKernels
{
    /// <summary>Work-items per group.</summary>
    public const int GroupSize = 256;

    /// <summary>One work-item per row.</summary>
    [Grouped(GroupSize)]
    public static void SoftmaxByItems(ArrayView<float> x, ArrayView<float> y, SoftmaxSizes sizes)
    {
        int row = Grid.IdxX * GroupSize + Group.IdxX;
        if (row >= sizes.Outer * sizes.Inner) return;
        int begin = sizes.BeginOf(row);
        float max = float.NegativeInfinity;
        for (int i = 0; i < sizes.Size; i++) max = XMath.Max(max, x[begin + i * sizes.Inner]);
        float sum = 0;
        for (int i = 0; i < sizes.Size; i++) sum += XMath.Exp(x[begin + i * sizes.Inner] - max);
        for (int i = 0; i < sizes.Size; i++)
        {
            int place = begin + i * sizes.Inner;
            y[place] = Result(x[place] - max, sum, sizes.Logarithm);
        }
    }

    /// <summary>One group per row.</summary>
    [Grouped(GroupSize)]
    public static void SoftmaxByGroups(ArrayView<float> x, ArrayView<float> y, SoftmaxSizes sizes)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSize);
        int begin = sizes.BeginOf(Grid.IdxX);
        float max = float.NegativeInfinity;
        for (int i = Group.IdxX; i < sizes.Size; i += GroupSize) max = XMath.Max(max, x[begin + i * sizes.Inner]);
        max = ReduceKernels.OfGroup<MaxOf>(shared, max);
        float sum = 0;
        for (int i = Group.IdxX; i < sizes.Size; i += GroupSize) sum += XMath.Exp(x[begin + i * sizes.Inner] - max);
        sum = ReduceKernels.OfGroup<SumOf>(shared, sum);
        for (int i = Group.IdxX; i < sizes.Size; i += GroupSize)
        {
            int place = begin + i * sizes.Inner;
            y[place] = Result(x[place] - max, sum, sizes.Logarithm);
        }
    }

    private static float Result(float belowMax, float sum, int logarithm) =>
        logarithm != 0 ? belowMax - XMath.Log(sum) : XMath.Exp(belowMax) / sum;
}
