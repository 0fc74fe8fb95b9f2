using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>AVX2: 16 registers of 256 bits, enough for 6 rows of two vectors.</summary>
internal sealed unsafe class MicroKernel256<T> : MicroKernel<T> where T : unmanaged
{
    public override string Name => "256-bit";

    public override int Height => 6;

    public override int HeightStep => 2;

    public override int Width => 2 * Simd256<T>.Count;

    public override void Multiply(int height, int depth, T* a, T* b, T* tile, bool accumulate)
    {
        switch (height)
        {
            case 6:
                RegisterTile<T, Simd256<T>, Rows6>.Multiply(depth, a, b, tile, accumulate);
                break;
            case 4:
                RegisterTile<T, Simd256<T>, Rows4>.Multiply(depth, a, b, tile, accumulate);
                break;
            default:
                RegisterTile<T, Simd256<T>, Rows2>.Multiply(depth, a, b, tile, accumulate);
                break;
        }
    }
}
