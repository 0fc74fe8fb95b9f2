using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Reductions;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Gemv;

/// <summary>
/// The products of neighbouring contiguous rows with a vector, whose elements are loaded once for four rows. The four sums are
/// independent, so that none of their additions waits for the last one.
/// </summary>
internal static unsafe class MatrixVectorRows
{
    /// <summary>Rows of a group: two times four, which makes a group's sums one vector.</summary>
    public const int GroupWidth = Widened.Count;

    private const int RowsAtOnce = 4;

    /// <summary>sums[i] = Σ m[i·rowStride + k]·x[k·xStride] over k &lt; terms, for i &lt; rows, at most a group.</summary>
    public static void Multiply<T>(T* m, long rowStride, int rows, T* x, long xStride, int terms, double* sums)
        where T : unmanaged, INumberBase<T>
    {
        for (int row = 0; row < rows; row += RowsAtOnce)
            MultiplyFour(m + row * rowStride, rowStride, rows - row, x, xStride, terms, sums + row);
    }

    /// <summary>Where fewer than four rows are left, the last one is done several times, and fills the group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyFour<T>(T* m, long rowStride, int rows, T* x, long xStride, int terms, double* sums)
        where T : unmanaged, INumberBase<T>
    {
        T* m1 = m + Math.Min(1, rows - 1) * rowStride;
        T* m2 = m + Math.Min(2, rows - 1) * rowStride;
        T* m3 = m + Math.Min(3, rows - 1) * rowStride;
        Vector512<double> sum0 = Vector512<double>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        int k = 0;
        for (; k <= terms - Widened.Count; k += Widened.Count)
        {
            Vector512<double> factor = xStride == 1
                ? Widened.Contiguous(x + k)
                : Widened.Strided(x + k * xStride, xStride, Widened.Count);
            sum0 = Vector512.FusedMultiplyAdd(Widened.Contiguous(m + k), factor, sum0);
            sum1 = Vector512.FusedMultiplyAdd(Widened.Contiguous(m1 + k), factor, sum1);
            sum2 = Vector512.FusedMultiplyAdd(Widened.Contiguous(m2 + k), factor, sum2);
            sum3 = Vector512.FusedMultiplyAdd(Widened.Contiguous(m3 + k), factor, sum3);
        }

        if (k < terms)
        {
            int rest = terms - k;
            Vector512<double> factor = Widened.Strided(x + k * xStride, xStride, rest);
            sum0 = AddRest(m + k, factor, sum0, rest);
            sum1 = AddRest(m1 + k, factor, sum1, rest);
            sum2 = AddRest(m2 + k, factor, sum2, rest);
            sum3 = AddRest(m3 + k, factor, sum3, rest);
        }

        sums[0] = ReduceRows.AcrossLanes<SumAccumulation>(sum0).ToScalar();
        sums[1] = ReduceRows.AcrossLanes<SumAccumulation>(sum1).ToScalar();
        sums[2] = ReduceRows.AcrossLanes<SumAccumulation>(sum2).ToScalar();
        sums[3] = ReduceRows.AcrossLanes<SumAccumulation>(sum3).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> AddRest<T>(T* m, Vector512<double> factor, Vector512<double> sum, int count)
        where T : unmanaged, INumberBase<T>
    {
        Vector512<double> more = Vector512.FusedMultiplyAdd(Widened.Strided(m, 1, count), factor, sum);
        return Vector512.ConditionalSelect(Widened.Inside(count), more, sum);
    }
}
