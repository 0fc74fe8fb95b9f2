using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// The packed A of a product: of each matrix of the batch, or of the one that all share, one block of k after the other, each
/// with all panels; panel[(k − k0)·height + row]. Rows are rounded up to a multiple of the micro-kernel's height step.
/// </summary>
/// <param name="address">Memory of <see cref="Elements"/> elements.</param>
/// <param name="kernel">Says how high panels are.</param>
/// <param name="shape">The product.</param>
/// <param name="isShared">Whether all products of the batch have the same A.</param>
internal readonly unsafe struct PackedOperand<T>(T* address, MicroKernel<T> kernel, ProductShape shape, bool isShared)
    where T : unmanaged
{
    // Whole vectors may be stored past a panel's end; the gap also keeps the matrices of a batch from falling onto the same cache
    // sets, where a writer of all of them would push its own lines out.
    private const int Slack = 80;

    private readonly int _paddedRows = PaddedRows(kernel, shape);

    private long Stride => (long)shape.Inner * _paddedRows + Slack;

    /// <summary>Rows, with those that the last panel has too many.</summary>
    private static int PaddedRows(MicroKernel<T> kernel, ProductShape shape) =>
        Division.Ceiling(shape.Rows, kernel.HeightStep) * kernel.HeightStep;

    /// <summary>The memory that the operand takes.</summary>
    public static long Elements(MicroKernel<T> kernel, ProductShape shape, bool isShared) =>
        (isShared ? 1 : shape.Batch) * ((long)PaddedRows(kernel, shape) * shape.Inner + Slack);

    /// <summary>The block of one matrix that begins at k.</summary>
    public T* Block(int batch, int k) => address + (isShared ? 0 : batch * Stride) + (long)k * _paddedRows;

    /// <summary>
    /// Takes the elements of neighbouring ks of one block, and neighbouring rows, of all matrices:
    /// source[k·depthStep + batch·batchStep + row]. Rows that panels do not have are left out.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int k, int depth, int row, int rows, T* source, int depthStep, int batchStep)
    {
        Debug.Assert(k / ProductPlan.DepthBlock == (k + depth - 1) / ProductPlan.DepthBlock, "ks of one block");
        int k0 = k / ProductPlan.DepthBlock * ProductPlan.DepthBlock;
        int blockDepth = Math.Min(ProductPlan.DepthBlock, shape.Inner - k0), batches = shape.Batch;
        long stride = Stride;
        for (int end = Math.Min(row + rows, _paddedRows), length; row < end; row += length, source += length)
        {
            int first = row / kernel.Height * kernel.Height, height = kernel.PanelHeight(shape.Rows - first);
            length = Math.Min(end, first + height) - row;
            T* elements = source, target = Block(0, k0) + (long)first * blockDepth + (k - k0) * height + row - first;
            for (int batch = 0; batch < batches; batch++, elements += batchStep, target += stride)
                PanelCopy.Rows(elements, depthStep, depth, length, target, height);
        }
    }
}
