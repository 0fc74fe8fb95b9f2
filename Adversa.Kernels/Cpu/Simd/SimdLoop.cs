using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Simd;

/// <summary>
/// The compiled body of a pointwise kernel for one element type; the kernel compiler writes one per kernel and type.
/// </summary>
internal unsafe interface ISimdBody<T> where T : unmanaged
{
    /// <summary>The number of tensor operands.</summary>
    static abstract int Operands { get; }

    /// <summary>A bit for each tensor operand that is written, the first operand's lowest.</summary>
    static abstract int Written { get; }

    /// <summary>Processes <paramref name="count"/> elements, a multiple of the vector's length.</summary>
    static abstract void Run<TVector>(T** operands, double* constants, int count) where TVector : struct, ISimd<TVector, T>;
}

/// <summary>
/// Runs a body over any number of consecutive elements at the widest vector that the processor has. The last elements, too
/// few for a vector, are copied into padded ones and take the same path as all others, so that where an element lies never
/// changes its result.
/// </summary>
internal static unsafe class SimdLoop<T, TBody> where T : unmanaged where TBody : struct, ISimdBody<T>
{
    /// <summary>A <see cref="Sources.PointwiseLoop"/>.</summary>
    public static void Run(void** operands, double* constants, int count)
    {
        if (Vector512.IsHardwareAccelerated) Run<Simd512<T>>((T**)operands, constants, count);
        else if (Vector256.IsHardwareAccelerated) Run<Simd256<T>>((T**)operands, constants, count);
        else Run<Simd128<T>>((T**)operands, constants, count);
    }

    private static void Run<TVector>(T** operands, double* constants, int count) where TVector : struct, ISimd<TVector, T>
    {
        int tail = count % TVector.Count;
        TBody.Run<TVector>(operands, constants, count - tail);
        if (tail != 0) RunTail<TVector>(operands, constants, count - tail, tail);
    }

    [SkipLocalsInit]
    private static void RunTail<TVector>(T** operands, double* constants, int start, int tail)
        where TVector : struct, ISimd<TVector, T>
    {
        T* vectors = stackalloc T[TBody.Operands * TVector.Count];
        T** padded = stackalloc T*[TBody.Operands];
        for (int i = 0; i < TBody.Operands; i++)
        {
            padded[i] = vectors + i * TVector.Count;
            TVector.Create(default).Store(padded[i]);
            Copy(operands[i] + start, padded[i], tail);
        }

        TBody.Run<TVector>(padded, constants, TVector.Count);
        for (int i = 0; i < TBody.Operands; i++)
        {
            if ((TBody.Written >> i & 1) != 0) Copy(padded[i], operands[i] + start, tail);
        }
    }

    private static void Copy(T* source, T* target, int count) =>
        Unsafe.CopyBlockUnaligned(target, source, (uint)(count * sizeof(T)));
}
