using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Cpu.Strided;

namespace Adversa.Kernels.Cpu.Reductions;

/// <summary>
/// Reduces a block of neighbouring outputs at once, with the lanes of a vector along the kept axis. The running results stay
/// in the first-level cache; four rows are added for each time that they are read and written.
/// </summary>
internal static unsafe class ReduceColumns
{
    /// <summary>Columns of a full block.</summary>
    public const int BlockWidth = 512;

    /// <summary>
    /// result[j] over positions <paramref name="begin"/> … <paramref name="end"/>−1 of the reduced space, for each column
    /// j &lt; width. Results and centers have room for whole vectors.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<T, TAccumulation>(
        T* x, in ReductionPlan plan, int begin, int end, int width, double* result, double* center)
        where T : unmanaged, INumberBase<T>
        where TAccumulation : IAccumulation
    {
        for (int j = 0; j < width; j += Widened.Count) Vector512.Create(TAccumulation.Identity).Store(result + j);
        if (begin == end) return;

        int size = plan.Reduced.InnerSize;
        long stride = plan.Reduced.InnerFirst;
        (int row, int skipped) = Math.DivRem(begin, size);
        var walk = new StridedWalk(plan.ReducedRows, row);
        for (int position = begin; position < end; walk.Next())
        {
            int count = Math.Min(size - skipped, end - position);
            T* rows = x + walk.First + skipped * stride;
            int i = 0;
            for (; i <= count - 4; i += 4) AddFour<T, TAccumulation>(rows + i * stride, stride, width, result, center);
            for (; i < count; i++) AddOne<T, TAccumulation>(rows + i * stride, width, result, center);
            position += count;
            skipped = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour<T, TAccumulation>(T* x, long stride, int width, double* result, double* center)
        where T : unmanaged, INumberBase<T>
        where TAccumulation : IAccumulation
    {
        for (int j = 0; j < width; j += Widened.Count)
        {
            Vector512<double> r = Vector512.Load(result + j), c = Vector512.Load(center + j);
            r = TAccumulation.Add(r, Widened.Load(x + j, width - j), c);
            r = TAccumulation.Add(r, Widened.Load(x + stride + j, width - j), c);
            r = TAccumulation.Add(r, Widened.Load(x + 2 * stride + j, width - j), c);
            r = TAccumulation.Add(r, Widened.Load(x + 3 * stride + j, width - j), c);
            r.Store(result + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddOne<T, TAccumulation>(T* x, int width, double* result, double* center)
        where T : unmanaged, INumberBase<T>
        where TAccumulation : IAccumulation
    {
        for (int j = 0; j < width; j += Widened.Count)
        {
            Vector512<double> r = Vector512.Load(result + j), c = Vector512.Load(center + j);
            TAccumulation.Add(r, Widened.Load(x + j, width - j), c).Store(result + j);
        }
    }
}
