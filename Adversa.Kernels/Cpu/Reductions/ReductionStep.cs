using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Reductions;

/// <summary>
/// What a reduction does with one chunk, and how it joins two chunks. A result is one value per column, and for moments a mean
/// beside it. Arrays have room for whole vectors.
/// </summary>
internal unsafe interface IReductionStep
{
    /// <summary>The result over reduced positions begin … end−1; scratch has room for two numbers per column.</summary>
    static abstract void Reduce<T>(
        in ReductionPlan plan, T* x, int begin, int end, int width, double* value, double* mean, double* scratch)
        where T : unmanaged, INumberBase<T>;

    /// <summary>Joins a second chunk of <paramref name="more"/> positions to a first one of <paramref name="count"/>.</summary>
    static abstract void Join(
        double* value, double* mean, int count, double* moreValue, double* moreMean, int more, int width);
}

/// <summary>One accumulation over everything: sum or maximum.</summary>
internal readonly unsafe struct AccumulationStep<TAccumulation> : IReductionStep where TAccumulation : IAccumulation
{
    public static void Reduce<T>(
        in ReductionPlan plan, T* x, int begin, int end, int width, double* value, double* mean, double* scratch)
        where T : unmanaged, INumberBase<T> => plan.Accumulate<T, TAccumulation>(x, begin, end, width, value, mean);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join(double* value, double* mean, int count, double* moreValue, double* moreMean, int more, int width)
    {
        for (int j = 0; j < width; j += Widened.Count)
            TAccumulation.Merge(Vector512.Load(value + j), Vector512.Load(moreValue + j)).Store(value + j);
    }
}

/// <summary>
/// Mean and sum of squared deviations from it. A block of positions that fits into the second-level cache is read twice, first
/// for its mean, then for its deviations; blocks are joined by the update of Chan, Golub and LeVeque (1979),
/// M₂ = M₂ᵃ + M₂ᵇ + δ²·nᵃnᵇ/n with δ the difference of the means. So memory is read once, and nothing cancels when the mean
/// is large against the deviation.
/// </summary>
internal readonly unsafe struct MomentsStep : IReductionStep
{
    private const int BlockElements = 16 * 1024;

    public static void Reduce<T>(
        in ReductionPlan plan, T* x, int begin, int end, int width, double* value, double* mean, double* scratch)
        where T : unmanaged, INumberBase<T>
    {
        for (int j = 0; j < width; j++) (value[j], mean[j]) = (0, double.NaN);

        int length = Math.Max(1, BlockElements / width);
        for (int block = begin, last; block < end; block = last)
        {
            last = block + Math.Min(end - block, length);
            double* blockValue = block == begin ? value : scratch;
            double* blockMean = block == begin ? mean : scratch + plan.Room;
            plan.Accumulate<T, SumAccumulation>(x, block, last, width, blockMean, blockMean);
            Divide(blockMean, last - block, width);
            plan.Accumulate<T, SquaredDeviationAccumulation>(x, block, last, width, blockValue, blockMean);
            if (block > begin) Join(value, mean, block - begin, blockValue, blockMean, last - block, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join(double* value, double* mean, int count, double* moreValue, double* moreMean, int more, int width)
    {
        Vector512<double> share = Vector512.Create(more / ((double)count + more));
        Vector512<double> weight = share * count;
        for (int j = 0; j < width; j += Widened.Count)
        {
            Vector512<double> first = Vector512.Load(mean + j), difference = Vector512.Load(moreMean + j) - first;
            Vector512<double> sum = Vector512.Load(value + j) + Vector512.Load(moreValue + j);
            (first + difference * share).Store(mean + j);
            (sum + difference * difference * weight).Store(value + j);
        }
    }

    private static void Divide(double* values, double divisor, int width)
    {
        for (int j = 0; j < width; j += Widened.Count) (Vector512.Load(values + j) / divisor).Store(values + j);
    }
}
