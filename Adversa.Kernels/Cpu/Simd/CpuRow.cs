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

    /// <summary>target[i] = row[2i] + row[2i + 1].</summary>
    public static void SumPairs<T>(T* target, T* row, int count) where T : unmanaged, INumber<T>
    {
        int i = 0;
        if (sizeof(T) == sizeof(uint))
        {
            for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
            {
                Vector256<ulong> low = Vector256.Load((ulong*)row + i);
                Vector256<ulong> high = Vector256.Load((ulong*)row + i + Vector256<ulong>.Count);
                Vector256<T> even = Vector256.Narrow(low, high).As<uint, T>();
                Vector256<T> odd = Vector256.Narrow(low >> 32, high >> 32).As<uint, T>();
                (even + odd).Store(target + i);
            }
        }

        for (; i < count; i++) target[i] = row[2 * i] + row[2 * i + 1];
    }

    /// <summary>target[2i] = target[2i + 1] = row[i].</summary>
    public static void Repeat<T>(T* target, T* row, int count) where T : unmanaged, INumber<T>
    {
        int i = 0;
        if (sizeof(T) == sizeof(uint))
        {
            for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
            {
                (Vector256<ulong> low, Vector256<ulong> high) = Vector256.Widen(Vector256.Load((uint*)row + i));
                (low | low << 32).Store((ulong*)target + i);
                (high | high << 32).Store((ulong*)target + i + Vector256<ulong>.Count);
            }
        }

        for (; i < count; i++) target[2 * i] = target[2 * i + 1] = row[i];
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
