namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// Where the packed A of a product lies: of each matrix of the batch, or of the one that all share, one block of k after the
/// other, each with all rows. Rows are rounded up to a multiple of the micro-kernel's height step.
/// </summary>
internal readonly unsafe struct PackedOperand<T>(T* address, long paddedRows, long batchStride) where T : unmanaged
{
    /// <summary>The block of one matrix that begins at k.</summary>
    public T* Block(int batch, int k) => address + batch * batchStride + k * paddedRows;
}
