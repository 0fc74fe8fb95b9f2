using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>128-bit vectors; Arm has 32 registers of them, enough for 12 rows of two vectors.</summary>
internal sealed unsafe class MicroKernel128<T> : MicroKernel<T> where T : unmanaged
{
    public override string Name => "128-bit";

    public override int Height => 12;

    public override int HeightStep => 4;

    public override int Width => 2 * Simd128<T>.Count;

    public override void Multiply(int height, int depth, T* a, T* b, T* tile, bool accumulate)
    {
        switch (height)
        {
            case 12:
                RegisterTile<T, Simd128<T>, Rows12>.Multiply(depth, a, b, tile, accumulate);
                break;
            case 8:
                RegisterTile<T, Simd128<T>, Rows8>.Multiply(depth, a, b, tile, accumulate);
                break;
            default:
                RegisterTile<T, Simd128<T>, Rows4>.Multiply(depth, a, b, tile, accumulate);
                break;
        }
    }
}
