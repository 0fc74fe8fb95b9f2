using System.Numerics;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Cpu.Gemv;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// The matrix product on the CPU: a <see cref="MatrixVector{T}"/> where one operand is a vector, else a
/// <see cref="Product{T,TA,TB,TWriter}"/> of two strided operands.
/// </summary>
internal static class CpuMatMul
{
    private const int Narrow = 24;

    public static void Run(CpuDevice device, in MatMulArguments arguments)
    {
        if (arguments.Type == DType.Float32) Run(device, MicroKernel<float>.Best, arguments);
        else if (arguments.Type == DType.Float64) Run(device, MicroKernel<double>.Best, arguments);
        else throw UnsupportedType.For("matmul", arguments.Type);
    }

    internal static void Run<T>(CpuDevice device, MicroKernel<T> kernel, in MatMulArguments arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (!TryMatrixVector<T>(device, arguments)) RunProduct(device, kernel, arguments);
    }

    /// <summary>
    /// Runs a product with a column, or (Cᵀ = Bᵀ·Aᵀ) with a row. False if it is none, or no neighbours of the matrix are
    /// contiguous.
    /// </summary>
    private static bool TryMatrixVector<T>(CpuDevice device, in MatMulArguments arguments) where T : unmanaged, INumberBase<T>
    {
        (MatrixView a, MatrixView b, MatrixView c) = (arguments.A, arguments.B, arguments.C);
        (int outputs, int inner) = (arguments.Rows, arguments.Inner);
        if (arguments.Columns != 1)
        {
            if (arguments.Rows != 1) return false;
            (a, b, c, outputs) = (Transposed(b), Transposed(a), Transposed(c), arguments.Columns);
        }

        var matrix = new MatrixOperand<T>(a);
        if (!MatrixVector<T>.CanRun(matrix)) return false;
        MatrixVector<T>.Run(
            device, arguments.Batch, outputs, inner, matrix, new VectorOperand<T>(b), new VectorOperand<T>(c));
        return true;

        static MatrixView Transposed(MatrixView view) =>
            view with { RowStride = view.ColumnStride, ColumnStride = view.RowStride };
    }

    private static unsafe void RunProduct<T>(CpuDevice device, MicroKernel<T> kernel, in MatMulArguments arguments)
        where T : unmanaged
    {
        MatrixView a = arguments.A, b = arguments.B, c = arguments.C;
        var left = new StridedPanels<T>(
            a.Data.Pointer<T>(), a.BatchStride, Dimension.Of(a.ColumnStride), Dimension.Of(a.RowStride));
        var right = new StridedPanels<T>(
            b.Data.Pointer<T>(), b.BatchStride, Dimension.Of(b.RowStride), Dimension.Of(b.ColumnStride));
        T* target = c.Data.Pointer<T>();
        var shape = new ProductShape(arguments.Batch, arguments.Rows, arguments.Columns, arguments.Inner);

        // A tile is wide and can be low, so the narrow side of a product is made its rows: Cᵀ = Bᵀ·Aᵀ.
        if (shape.Columns < Narrow && shape.Columns < shape.Rows)
        {
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
                device, kernel, shape with { Rows = shape.Columns, Columns = shape.Rows }, right, left,
                new MatrixWriter<T>(target, c.BatchStride, c.ColumnStride, c.RowStride));
            return;
        }

        Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
            device, kernel, shape, left, right, new MatrixWriter<T>(target, c.BatchStride, c.RowStride, c.ColumnStride));
    }
}
