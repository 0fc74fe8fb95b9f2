using System.Numerics;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Simd;

/// <summary>
/// Arithmetic on rows of consecutive elements, as pooling, resizing and scattering need it. Products and sums are rounded
/// separately in the vectors as in the tail, so that a value's bits do not depend on its position.
/// </summary>
internal static unsafe class CpuRow
{
    /// <summary>target += row.</summary>
    public static void Add<T>(T* target, T* row, int count) where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
            (Vector256.Load(target + i) + Vector256.Load(row + i)).Store(target + i);
        for (; i < count; i++) target[i] += row[i];
    }

    /// <summary>target += factor·row.</summary>
    public static void AddScaled<T>(T* target, T* row, T factor, int count) where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
            (Vector256.Load(target + i) + Vector256.Load(row + i) * factor).Store(target + i);
        for (; i < count; i++) target[i] += row[i] * factor;
    }

    /// <summary>target = row / divisor.</summary>
    public static void Divide<T>(T* target, T* row, T divisor, int count) where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
            (Vector256.Load(row + i) / divisor).Store(target + i);
        for (; i < count; i++) target[i] = row[i] / divisor;
    }

    /// <summary>target = (1 − weight)·a + weight·b.</summary>
    public static void Blend<T>(T* target, T* a, T* b, T weight, int count) where T : unmanaged, INumber<T>
    {
        T rest = T.One - weight;
        int i = 0;
        for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
            (Vector256.Load(a + i) * rest + Vector256.Load(b + i) * weight).Store(target + i);
        for (; i < count; i++) target[i] = a[i] * rest + b[i] * weight;
    }
}
