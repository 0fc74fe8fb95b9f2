using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Reads eight floats or doubles as eight doubles. Reductions add in double: a float32 sum of any length then has the
/// accuracy of its last rounding, and the conversions are hidden behind the memory that the elements come from.
/// </summary>
internal static unsafe class WideningLoad
{
    /// <summary>Elements of one load.</summary>
    public const int Count = 8;

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
