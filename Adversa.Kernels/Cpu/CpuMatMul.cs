using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>The matrix product on the CPU: a <see cref="Product{T,TA,TB,TWriter}"/> of two strided operands.</summary>
internal static class CpuMatMul
{
    public static void Run(CpuDevice device, in MatMulArguments arguments)
    {
        if (arguments.Type == DType.Float64) Run(device, MicroKernel<double>.Best, arguments);
        else Run(device, MicroKernel<float>.Best, arguments);
    }

    internal static unsafe void Run<T>(CpuDevice device, MicroKernel<T> kernel, in MatMulArguments arguments) where T : unmanaged
    {
        MatrixView a = arguments.A, b = arguments.B, c = arguments.C;
        Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
            device, kernel, new ProductShape(arguments.Batch, arguments.Rows, arguments.Columns, arguments.Inner),
            new StridedPanels<T>(a.Data.Pointer<T>(), a.BatchStride, Dimension.Of(a.ColumnStride), Dimension.Of(a.RowStride)),
            new StridedPanels<T>(b.Data.Pointer<T>(), b.BatchStride, Dimension.Of(b.RowStride), Dimension.Of(b.ColumnStride)),
            new MatrixWriter<T>(c.Data.Pointer<T>(), c.BatchStride, c.RowStride, c.ColumnStride));
    }
}
