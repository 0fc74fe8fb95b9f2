using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>AVX2: 16 registers of 256 bits, enough for 6 rows of two vectors.</summary>
internal sealed unsafe class MicroKernel256<T> : MicroKernel<T> where T : unmanaged
{
    public override string Name => "256-bit";

    public override int Height => 6;

    public override int HeightStep => 2;

    public override int Width => 2 * Vector256<T>.Count;

    public override void Multiply(int height, int depth, T* a, T* b, T* tile, bool accumulate)
    {
        switch (height)
        {
            case 6:
                RegisterTile<T, Vector256<T>, Simd, Rows6>.Multiply(depth, a, b, tile, accumulate);
                break;
            case 4:
                RegisterTile<T, Vector256<T>, Simd, Rows4>.Multiply(depth, a, b, tile, accumulate);
                break;
            default:
                RegisterTile<T, Vector256<T>, Simd, Rows2>.Multiply(depth, a, b, tile, accumulate);
                break;
        }
    }

    private readonly struct Simd : ISimd<T, Vector256<T>>
    {
        public static int Count => Vector256<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Load(T* source) => Vector256.Load(source);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Vector256<T> vector, T* target) => vector.Store(target);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
            ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();
    }
}
