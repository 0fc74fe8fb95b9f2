using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>AVX-512: 32 registers of 512 bits, enough for 12 rows of two vectors.</summary>
internal sealed unsafe class MicroKernel512<T> : MicroKernel<T> where T : unmanaged
{
    public override string Name => "512-bit";

    public override int Height => 12;

    public override int HeightStep => 4;

    public override int Width => 2 * Vector512<T>.Count;

    public override void Multiply(int height, int depth, T* a, T* b, T* tile, bool accumulate)
    {
        switch (height)
        {
            case 12:
                RegisterTile<T, Vector512<T>, Simd, Rows12>.Multiply(depth, a, b, tile, accumulate);
                break;
            case 8:
                RegisterTile<T, Vector512<T>, Simd, Rows8>.Multiply(depth, a, b, tile, accumulate);
                break;
            default:
                RegisterTile<T, Vector512<T>, Simd, Rows4>.Multiply(depth, a, b, tile, accumulate);
                break;
        }
    }

    private readonly struct Simd : ISimd<T, Vector512<T>>
    {
        public static int Count => Vector512<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Load(T* source) => Vector512.Load(source);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Vector512<T> vector, T* target) => vector.Store(target);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();
    }
}
