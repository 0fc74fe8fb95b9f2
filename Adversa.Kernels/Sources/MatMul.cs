using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Sources;

/// <summary>
/// A batch of matrices in memory: element (b, r, c) lies at Data + b·BatchStride + r·RowStride + c·ColumnStride.
/// </summary>
public readonly record struct MatrixView(BufferView Data, int BatchStride, int RowStride, int ColumnStride);

/// <summary>
/// C[b] = A[b]·B[b] for b &lt; Batch, with A [Rows, Inner], B [Inner, Columns], C [Rows, Columns]. A transposed operand is one
/// whose strides are swapped; a batch stride of 0 repeats one matrix. C is dense (ColumnStride 1) and shares no memory with A, B.
/// An Inner of 0 gives zeros.
/// </summary>
public readonly record struct MatMulArguments(
    DType Type, int Batch, int Rows, int Columns, int Inner, MatrixView A, MatrixView B, MatrixView C);

/// <summary>The matrix product.</summary>
public static class MatMul
{
    /// <summary>C = A·B; float32 or float64.</summary>
    public static readonly Kernel<MatMulArguments> Kernel = new("matmul", CpuMatMul.Run);
}
