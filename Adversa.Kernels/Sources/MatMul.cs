using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Cpu.Gemv;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

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
/// <remarks>
/// An element of C takes 2·Inner operations and, done one by one, 2·Inner reads; a program that does so waits for memory. All
/// speed comes from using what was read again: a tile of r×c elements held in registers reads r + c numbers for r·c
/// multiply-adds, and blocks of A and B that stay in a cache are read from memory once per block of C, so that a product of
/// n×n matrices moves some n³/256 numbers instead of 2·n³. Copying ("packing") the blocks into the order in which the tile reads
/// them makes every read dense and lets any strides, transposed ones included, run at the same speed. See
/// <see cref="Product{T,TA,TB,TWriter}"/> for the loops and <see cref="RegisterTile{T,TVector,TRows}"/> for the tile.
/// A matrix times a vector uses each number of the matrix once, so that packing would only cost: <see cref="MatrixVector{T}"/>
/// reads it where it lies. A next version would fetch the next tile of C while the current one is computed.
/// Other devices do the same with shared memory in the cache's place: <see cref="ProductKernels"/>; and
/// <see cref="MatMulLadder"/> leads there from the definition, one idea at a time.
/// </remarks>
public static class MatMul
{
    /// <summary>C = A·B; float32 or float64.</summary>
    public static readonly Kernel<MatMulArguments> Kernel = new("matmul", CpuMatMul.Run, GpuMatMul.Run);
}
