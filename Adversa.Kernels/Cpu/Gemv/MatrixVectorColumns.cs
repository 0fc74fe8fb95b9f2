using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Gemv;

/// <summary>
/// The products of neighbouring columns with a vector, one column in each lane: the rows of M, four at a time, are scaled by
/// their elements of x and added to sums that stay in the first-level cache.
/// </summary>
internal static unsafe class MatrixVectorColumns
{
    /// <summary>Columns of a group; a row of it is a page of floats.</summary>
    public const int GroupWidth = 1024;

    /// <summary>
    /// sums[j] = Σ m[k·rowStride + j]·x[k·xStride] over k &lt; terms, for j &lt; columns, at most a group. Sums have room for
    /// whole vectors.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(T* m, long rowStride, int columns, T* x, long xStride, int terms, double* sums)
        where T : unmanaged, INumberBase<T>
    {
        for (int j = 0; j < columns; j += Widened.Count) Vector512<double>.Zero.Store(sums + j);
        int k = 0;
        for (; k <= terms - 4; k += 4, m += 4 * rowStride)
        {
            Vector512<double> factor0 = Factor(x, xStride, k), factor1 = Factor(x, xStride, k + 1);
            Vector512<double> factor2 = Factor(x, xStride, k + 2), factor3 = Factor(x, xStride, k + 3);
            for (int j = 0; j < columns; j += Widened.Count)
            {
                int left = columns - j;
                Vector512<double> sum = Vector512.Load(sums + j);
                sum = Vector512.FusedMultiplyAdd(Widened.Load(m + j, left), factor0, sum);
                sum = Vector512.FusedMultiplyAdd(Widened.Load(m + rowStride + j, left), factor1, sum);
                sum = Vector512.FusedMultiplyAdd(Widened.Load(m + 2 * rowStride + j, left), factor2, sum);
                sum = Vector512.FusedMultiplyAdd(Widened.Load(m + 3 * rowStride + j, left), factor3, sum);
                sum.Store(sums + j);
            }
        }

        for (; k < terms; k++, m += rowStride)
        {
            Vector512<double> factor = Factor(x, xStride, k);
            for (int j = 0; j < columns; j += Widened.Count)
            {
                Vector512<double> row = Widened.Load(m + j, columns - j);
                Vector512.FusedMultiplyAdd(row, factor, Vector512.Load(sums + j)).Store(sums + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Factor<T>(T* x, long stride, int k) where T : unmanaged, INumberBase<T> =>
        Vector512.Create(double.CreateTruncating(x[k * stride]));
}
