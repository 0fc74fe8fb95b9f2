using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// The innermost loop of every product: a tile of C, held in registers, takes the products of one packed panel of A with one
/// of B. Each element of the tile is one chain of fused multiply-adds over k in rising order, whatever the tile's size, so all
/// micro-kernels give the same bits.
/// </summary>
internal abstract unsafe class MicroKernel<T> where T : unmanaged
{
    /// <summary>The widest one that this processor runs at full speed.</summary>
    public static MicroKernel<T> Best { get; } =
        Vector512.IsHardwareAccelerated ? new MicroKernel512<T>()
        : Vector256.IsHardwareAccelerated ? new MicroKernel256<T>()
        : new MicroKernel128<T>();

    /// <summary>For messages and benchmarks.</summary>
    public abstract string Name { get; }

    /// <summary>Rows of a full tile: the width of a panel of A.</summary>
    public abstract int Height { get; }

    /// <summary>The last panel of A is the smallest multiple of this that holds the remaining rows.</summary>
    public abstract int HeightStep { get; }

    /// <summary>Columns of a tile: the width of a panel of B.</summary>
    public abstract int Width { get; }

    /// <summary>
    /// tile[r,c] (+)= Σ a[k·height + r]·b[k·Width + c] over k &lt; depth, for r &lt; height and c &lt; Width; the tile is dense.
    /// </summary>
    public abstract void Multiply(int height, int depth, T* a, T* b, T* tile, bool accumulate);

    /// <summary>The width of the panel of A that begins where <paramref name="rows"/> rows remain.</summary>
    public int PanelHeight(int rows) => rows >= Height ? Height : (rows + HeightStep - 1) / HeightStep * HeightStep;
}
