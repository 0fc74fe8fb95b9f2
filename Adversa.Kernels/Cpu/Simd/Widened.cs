using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Simd;

/// <summary>
/// Floats or doubles in memory, eight doubles in registers. Kernels that add many numbers do it in double: a float32 sum of
/// any length then has the accuracy of its last rounding, and the conversions are hidden behind the memory that the
/// elements come from. Where a vector of 512 bits is more than the machine has, the runtime makes it of narrower ones.
/// </summary>
internal static unsafe class Widened
{
    /// <summary>Elements of one vector.</summary>
    public const int Count = 8;

    /// <summary>Elements 0 … count−1 of neighbours; all eight if there are so many, else the last one repeated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load<T>(T* x, int count) where T : unmanaged, INumberBase<T> =>
        count >= Count ? Contiguous(x) : Strided(x, 1, count);

    /// <summary>Writes lanes 0 … count−1, all eight if there are so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector512<double> vector, T* y, int count) where T : unmanaged, INumberBase<T>
    {
        if (count < Count)
        {
            for (int lane = 0; lane < count; lane++) y[lane] = T.CreateTruncating(vector[lane]);
        }
        else if (typeof(T) == typeof(float))
        {
            Vector256.Narrow(vector.GetLower(), vector.GetUpper()).Store((float*)y);
        }
        else
        {
            vector.Store((double*)y);
        }
    }

    /// <summary>All bits set in lanes 0 … count−1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Inside(int count) =>
        Vector512.LessThan(Vector512<double>.Indices, Vector512.Create((double)count));

    /// <summary>Eight neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Contiguous<T>(T* x) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector512.WidenLower(Vector256.Load((float*)x).ToVector512Unsafe())
        : Vector512.Load((double*)x);

    /// <summary>Elements 0 … count−1 that lie <paramref name="stride"/> apart; further lanes repeat the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Strided<T>(T* x, long stride, int count) where T : unmanaged, INumberBase<T>
    {
        int last = count - 1;
        return Vector512.Create(
            double.CreateTruncating(x[0]),
            double.CreateTruncating(x[Math.Min(1, last) * stride]),
            double.CreateTruncating(x[Math.Min(2, last) * stride]),
            double.CreateTruncating(x[Math.Min(3, last) * stride]),
            double.CreateTruncating(x[Math.Min(4, last) * stride]),
            double.CreateTruncating(x[Math.Min(5, last) * stride]),
            double.CreateTruncating(x[Math.Min(6, last) * stride]),
            double.CreateTruncating(x[Math.Min(7, last) * stride]));
    }
}
