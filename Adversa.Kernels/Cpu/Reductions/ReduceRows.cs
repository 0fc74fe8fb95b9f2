using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Cpu.Strided;

namespace Adversa.Kernels.Cpu.Reductions;

/// <summary>
/// Reduces one output at a time, with the lanes of a vector along the reduced axis. Four vectors take turns, so that one
/// addition need not wait for the last; which element goes to which lane depends on the sizes alone.
/// </summary>
internal static unsafe class ReduceRows
{
    /// <summary>The result over positions <paramref name="begin"/> … <paramref name="end"/>−1 of the reduced space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Accumulate<T, TAccumulation>(T* x, in ReductionPlan plan, int begin, int end, double center)
        where T : unmanaged, INumberBase<T>
        where TAccumulation : IAccumulation
    {
        if (begin == end) return TAccumulation.Identity;
        int size = plan.Reduced.InnerSize;
        long stride = plan.Reduced.InnerFirst;
        if (plan.Reduced.Sizes.Rank == 1)
            return Accumulate<T, TAccumulation>(x + begin * stride, stride, end - begin, center);

        Vector512<double> result = Vector512.Create(TAccumulation.Identity), centers = Vector512.Create(center);
        (int row, int skipped) = Math.DivRem(begin, size);
        var walk = new StridedWalk(plan.ReducedRows, row);
        for (int position = begin; position < end; walk.Next())
        {
            int count = Math.Min(size - skipped, end - position);
            result = Run<T, TAccumulation>(x + walk.First + skipped * stride, stride, count, result, centers);
            position += count;
            skipped = 0;
        }

        return AcrossLanes<TAccumulation>(result).ToScalar();
    }

    /// <summary>The result over <paramref name="count"/> elements that lie <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Accumulate<T, TAccumulation>(T* x, long stride, int count, double center)
        where T : unmanaged, INumberBase<T>
        where TAccumulation : IAccumulation
    {
        Vector512<double> result = Vector512.Create(TAccumulation.Identity);
        result = Run<T, TAccumulation>(x, stride, count, result, Vector512.Create(center));
        return AcrossLanes<TAccumulation>(result).ToScalar();
    }

    /// <summary>All eight lanes merged, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AcrossLanes<TAccumulation>(Vector512<double> x) where TAccumulation : IAccumulation
    {
        x = TAccumulation.Merge(x, Vector512.Shuffle(x, Vector512.Create(4, 5, 6, 7, 0, 1, 2, 3)));
        x = TAccumulation.Merge(x, Vector512.Shuffle(x, Vector512.Create(2, 3, 0, 1, 6, 7, 4, 5)));
        return TAccumulation.Merge(x, Vector512.Shuffle(x, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Run<T, TAccumulation>(
        T* x, long stride, int count, Vector512<double> result, Vector512<double> center)
        where T : unmanaged, INumberBase<T>
        where TAccumulation : IAccumulation
    {
        const int Lanes = Widened.Count;
        int i = 0;
        if (stride == 1)
        {
            if (count >= 4 * Lanes)
            {
                Vector512<double> second = Vector512.Create(TAccumulation.Identity), third = second, fourth = second;
                for (; i <= count - 4 * Lanes; i += 4 * Lanes)
                {
                    result = TAccumulation.Add(result, Widened.Contiguous(x + i), center);
                    second = TAccumulation.Add(second, Widened.Contiguous(x + i + Lanes), center);
                    third = TAccumulation.Add(third, Widened.Contiguous(x + i + 2 * Lanes), center);
                    fourth = TAccumulation.Add(fourth, Widened.Contiguous(x + i + 3 * Lanes), center);
                }

                result = TAccumulation.Merge(TAccumulation.Merge(result, second), TAccumulation.Merge(third, fourth));
            }

            for (; i <= count - Lanes; i += Lanes) result = TAccumulation.Add(result, Widened.Contiguous(x + i), center);
        }
        else
        {
            for (; i <= count - Lanes; i += Lanes)
                result = TAccumulation.Add(result, Widened.Strided(x + i * stride, stride, Lanes), center);
        }

        if (i == count) return result;
        Vector512<double> tail = Widened.Strided(x + i * stride, stride, count - i);
        Vector512<double> inside = Widened.Inside(count - i);
        return Vector512.ConditionalSelect(inside, TAccumulation.Add(result, tail, center), result);
    }
}
