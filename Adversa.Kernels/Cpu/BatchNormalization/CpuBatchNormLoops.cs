using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.BatchNormalization;

/// <summary>A coefficient for every element of a run.</summary>
internal interface ICoefficient<T>
{
    /// <summary>The coefficients of elements j and its neighbours to the right.</summary>
    Vector512<T> Vector(int j);

    /// <summary>The coefficient of element j.</summary>
    T Scalar(int j);
}

/// <summary>The same coefficient for every element.</summary>
internal readonly struct SameCoefficient<T>(T value) : ICoefficient<T>
{
    private readonly Vector512<T> _value = Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Vector(int j) => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Scalar(int j) => _value.ToScalar();
}

/// <summary>A coefficient of its own for each element.</summary>
internal readonly unsafe struct OwnCoefficient<T>(T* values) : ICoefficient<T> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Vector(int j) => Vector512.Load(values + j);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Scalar(int j) => values[j];
}

/// <summary>
/// The two elementwise loops of batch normalization. Multiplications and additions are rounded one by one, in vectors as in
/// the tail, so that a value's bits do not depend on its position.
/// </summary>
internal static unsafe class CpuBatchNormLoops
{
    /// <summary>y = (x − mean)·scale + shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<T, TCoefficient>(
        T* x, T* y, int count, TCoefficient mean, TCoefficient scale, TCoefficient shift)
        where T : unmanaged, INumberBase<T>
        where TCoefficient : struct, ICoefficient<T>
    {
        int j = 0;
        for (; j <= count - Vector512<T>.Count; j += Vector512<T>.Count)
            ((Vector512.Load(x + j) - mean.Vector(j)) * scale.Vector(j) + shift.Vector(j)).Store(y + j);
        for (; j < count; j++) y[j] = (x[j] - mean.Scalar(j)) * scale.Scalar(j) + shift.Scalar(j);
    }

    /// <summary>gx = a·gy + b·(x − mean) + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<T, TCoefficient>(
        T* x, T* gy, T* gx, int count, TCoefficient mean, TCoefficient a, TCoefficient b, TCoefficient c)
        where T : unmanaged, INumberBase<T>
        where TCoefficient : struct, ICoefficient<T>
    {
        int j = 0;
        for (; j <= count - Vector512<T>.Count; j += Vector512<T>.Count)
        {
            Vector512<T> deviation = Vector512.Load(x + j) - mean.Vector(j);
            (a.Vector(j) * Vector512.Load(gy + j) + (b.Vector(j) * deviation + c.Vector(j))).Store(gx + j);
        }

        for (; j < count; j++) gx[j] = a.Scalar(j) * gy[j] + (b.Scalar(j) * (x[j] - mean.Scalar(j)) + c.Scalar(j));
    }
}
