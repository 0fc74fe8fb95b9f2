using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>128-bit vectors, 32 registers on Arm: 12 rows of two vectors.</summary>
internal sealed unsafe class MicroKernel128<T> : MicroKernel<T> where T : unmanaged
{
    public override string Name => "128-bit";

    public override int Height => 12;

    public override int HeightStep => 4;

    public override int Width => 2 * Vector128<T>.Count;

    public override void Multiply(int height, int depth, T* a, T* b, T* tile, bool accumulate)
    {
        switch (height)
        {
            case 12:
                RegisterTile<T, Vector128<T>, Simd, Rows12>.Multiply(depth, a, b, tile, accumulate);
                break;
            case 8:
                RegisterTile<T, Vector128<T>, Simd, Rows8>.Multiply(depth, a, b, tile, accumulate);
                break;
            default:
                RegisterTile<T, Vector128<T>, Simd, Rows4>.Multiply(depth, a, b, tile, accumulate);
                break;
        }
    }

    private readonly struct Simd : ISimd<T, Vector128<T>>
    {
        public static int Count => Vector128<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<T> Load(T* source) => Vector128.Load(source);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Vector128<T> vector, T* target) => vector.Store(target);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(float)
            ? Vector128.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector128.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();
    }
}
