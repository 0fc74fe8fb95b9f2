namespace Adversa.Kernels.Sources;

/// <summary>
/// A reduction of Outputs numbers from Count elements each, cut into Chunks pieces of ChunkLength elements (the last may be
/// shorter), whose results lie side by side.
/// </summary>
internal readonly record struct ReduceSpace(
    int Outputs, int Count, int Chunks, int ChunkLength,
    Steps KeptSizes, Steps KeptStrides, Steps ReducedSizes, Steps ReducedStrides)
{
    /// <summary>Where a chunk ends; none goes past Count, which can be next to 2³¹.</summary>
    public int EndOf(int chunk) => Count - chunk * ChunkLength > ChunkLength ? (chunk + 1) * ChunkLength : Count;
}

/// <summary>What elements are turned into, and how two results become one.</summary>
internal interface IReduction
{
    /// <summary>Whether the mean counts.</summary>
    static abstract bool UsesMean { get; }

    /// <summary>The result of no elements.</summary>
    static abstract float Start();

    /// <summary>The share of an element, if the mean of all is known.</summary>
    static abstract float Of(float x, float mean);

    /// <summary>Two results as one.</summary>
    static abstract float Join(float a, float b);
}

internal readonly struct SumOf : IReduction
{
    public static bool UsesMean => false;

    public static float Start() => 0;

    public static float Of(float x, float mean) => x;

    public static float Join(float a, float b) => a + b;
}

internal readonly struct SquaredDeviation : IReduction
{
    public static bool UsesMean => true;

    public static float Start() => 0;

    public static float Of(float x, float mean) => (x - mean) * (x - mean);

    public static float Join(float a, float b) => a + b;
}

internal readonly struct MaxOf : IReduction
{
    public static bool UsesMean => false;

    public static float Start() => float.NegativeInfinity;

    public static float Of(float x, float mean) => x;

    public static float Join(float a, float b) => XMath.Max(a, b);
}

/// <summary>Reductions over any axes on a device.</summary>
/// <remarks>
/// Each element is 4 bytes of float32 from memory and one operation, so that memory decides; what counts is that neighbouring
/// work-items read neighbouring elements and that there are enough of them. Where the reduced axis is the contiguous one, a group
/// shares an output: its work-items read side by side, and their 256 sums become one by halves, in shared memory or, where a
/// device lets its work-items read each other's registers, by five shuffles per warp. Where the kept axis is contiguous, each
/// work-item has an output of its own. Where there are few outputs the elements of each are cut into chunks, whose results are
/// reduced again. Sums of float32 are sums of float32: a few hundred in a row at most, then by halves, which keeps the error
/// of a million numbers near that of a thousand. A variance reads x twice, for the mean and for the squares of the differences
/// from it, because Σx²/n − mean² cancels where the mean is large. The next version would read 16 bytes per work-item at a time.
/// </remarks>
internal static class ReduceKernels
{
    /// <summary>Work-items per group.</summary>
    public const int GroupSize = 256;

    private const int WarpSize = 32;

    /// <summary>One group per output and chunk; halves in shared memory.</summary>
    [Grouped(GroupSize, typeof(SumOf))]
    [Grouped(GroupSize, typeof(SquaredDeviation))]
    [Grouped(GroupSize, typeof(MaxOf))]
    public static void ReduceByGroups<TReduction>(
        ArrayView<float> x, ArrayView<float> mean, ArrayView<float> y, ReduceSpace space, float divisor)
        where TReduction : struct, IReduction
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSize);
        float result = OwnShare<TReduction>(x, mean, space);
        result = OfGroup<TReduction>(shared, result);
        if (Group.IdxX == 0) y[Grid.IdxX] = result / divisor;
    }

    /// <summary>One group per output and chunk; halves by shuffles within each warp, then shared memory between them.</summary>
    [Grouped(GroupSize, typeof(SumOf), Fallback = nameof(ReduceByGroups))]
    [Grouped(GroupSize, typeof(SquaredDeviation), Fallback = nameof(ReduceByGroups))]
    [Grouped(GroupSize, typeof(MaxOf), Fallback = nameof(ReduceByGroups))]
    public static void ReduceByWarps<TReduction>(
        ArrayView<float> x, ArrayView<float> mean, ArrayView<float> y, ReduceSpace space, float divisor)
        where TReduction : struct, IReduction
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSize / WarpSize);
        float result = OwnShare<TReduction>(x, mean, space);
        for (int mask = WarpSize / 2; mask > 0; mask /= 2)
            result = TReduction.Join(result, Warp.ShuffleXor(result, mask));
        if (Group.IdxX % WarpSize == 0) shared[Group.IdxX / WarpSize] = result;
        Group.Barrier();
        if (Group.IdxX != 0) return;
        for (int warp = 1; warp < GroupSize / WarpSize; warp++) result = TReduction.Join(result, shared[warp]);
        y[Grid.IdxX] = result / divisor;
    }

    /// <summary>One work-item per output and chunk: outputs along x, chunks along y.</summary>
    [Grouped(GroupSize, typeof(SumOf))]
    [Grouped(GroupSize, typeof(SquaredDeviation))]
    [Grouped(GroupSize, typeof(MaxOf))]
    public static void ReduceByItems<TReduction>(
        ArrayView<float> x, ArrayView<float> mean, ArrayView<float> y, ReduceSpace space, float divisor)
        where TReduction : struct, IReduction
    {
        int output = Grid.IdxX * GroupSize + Group.IdxX;
        if (output >= space.Outputs) return;
        int chunk = Grid.IdxY;
        int begin = Steps.Offset(output, space.KeptSizes, space.KeptStrides);
        float center = TReduction.UsesMean ? mean[output] : 0;
        float result = TReduction.Start();
        for (int i = chunk * space.ChunkLength; i < space.EndOf(chunk); i++)
        {
            float element = x[begin + Steps.Offset(i, space.ReducedSizes, space.ReducedStrides)];
            result = TReduction.Join(result, TReduction.Of(element, center));
        }

        y[output * space.Chunks + chunk] = result / divisor;
    }

    /// <summary>The results of a group's work-items as one, by halves; every work-item gets it.</summary>
    internal static float OfGroup<TReduction>(ArrayView<float> shared, float value) where TReduction : struct, IReduction
    {
        int item = Group.IdxX;
        shared[item] = value;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (item < half) shared[item] = TReduction.Join(shared[item], shared[item + half]);
            Group.Barrier();
        }

        float result = shared[0];
        Group.Barrier();
        return result;
    }

    /// <summary>What a work-item makes of every GroupSize-th element of its group's chunk.</summary>
    private static float OwnShare<TReduction>(ArrayView<float> x, ArrayView<float> mean, ReduceSpace space)
        where TReduction : struct, IReduction
    {
        int output = Grid.IdxX / space.Chunks;
        int chunk = Grid.IdxX - output * space.Chunks;
        int begin = Steps.Offset(output, space.KeptSizes, space.KeptStrides);
        float center = TReduction.UsesMean ? mean[output] : 0;
        float result = TReduction.Start();
        for (int i = chunk * space.ChunkLength + Group.IdxX; i < space.EndOf(chunk); i += GroupSize)
        {
            float element = x[begin + Steps.Offset(i, space.ReducedSizes, space.ReducedStrides)];
            result = TReduction.Join(result, TReduction.Of(element, center));
        }

        return result;
    }
}
