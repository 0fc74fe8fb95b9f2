namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// One operand of a product, in whatever form it lies in memory. The product reads it only through <see cref="Pack"/>, so a
/// transposed matrix, an image seen through a convolution's windows and a plain matrix are the same to it. A panel is a strip
/// of the operand, some lanes wide and some k deep: lanes are rows of A or columns of B, k is the dimension summed over.
/// </summary>
internal unsafe interface IPanelSource<T> where T : unmanaged
{
    /// <summary>Whether all products of a batch have the same operand.</summary>
    bool IsShared { get; }

    /// <summary>Elements of scratch memory that <see cref="Pack"/> needs for panels of at most this size.</summary>
    int ScratchElements(int depth, int width);

    /// <summary>
    /// Packs depth ks from k0 on and lanes lanes from lane0 on into panels of width lanes, panelStride elements apart:
    /// panel[(k − k0)·width + lane] = element (k, lane0 + lane) of product batch for the first panel, and so on; 0 for the lanes
    /// that the last panel has too many.
    /// </summary>
    void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panels, int panelStride, T* scratch);
}
