using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Gemv;

/// <summary>
/// A batch of matrices, one factor of matrix-vector products: outputs are OutputStride apart, the terms of one InnerStride.
/// </summary>
internal readonly unsafe struct MatrixOperand<T>(MatrixView view) where T : unmanaged
{
    public long OutputStride { get; } = view.RowStride;

    public long InnerStride { get; } = view.ColumnStride;

    public T* At(int batch, int output, int term) =>
        view.Data.Pointer<T>() + (long)batch * view.BatchStride + output * OutputStride + term * InnerStride;
}

/// <summary>A batch of vectors: the first columns of matrices.</summary>
internal readonly unsafe struct VectorOperand<T>(MatrixView view) where T : unmanaged
{
    public long Stride { get; } = view.RowStride;

    public T* At(int batch, int index) => view.Data.Pointer<T>() + (long)batch * view.BatchStride + index * Stride;
}
