using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Ladders;

/// <summary>The product of two square matrices.</summary>
internal static class MatMulProblem
{
    public static LadderProblem Of(int n)
    {
        return new LadderProblem(
            $"C = A·B, {n}×{n}", n * n, n * n, n * n, n,
            [
                new("naive", "a work-item per output; neighbours read numbers far apart", (d, _, a, b, c) =>
                    Grouped.MatMulNaive((GpuDevice)d, new Extent(CeilingDivide(n * n, 256)), a, b, c, n)),
                new("coalesced", "neighbours read neighbours", (d, _, a, b, c) =>
                    Grouped.MatMulCoalesced((GpuDevice)d, new Extent(CeilingDivide(n * n, 256)), a, b, c, n)),
                new("shared tiles", "tiles of A and B in shared memory, each number read there 16 times", (d, _, a, b, c) =>
                    Grouped.MatMulShared((GpuDevice)d, new Extent(CeilingDivide(n, 16), CeilingDivide(n, 16)), a, b, c, n)),
                new("column", "8 outputs of a column in a work-item's registers", (d, _, a, b, c) =>
                    Grouped.MatMulColumn((GpuDevice)d, new Extent(CeilingDivide(n, 64), CeilingDivide(n, 32)), a, b, c, n)),
                new("register tile", "4×4 outputs in registers: 8 numbers read for 16 multiply-adds", (d, _, a, b, c) =>
                    Grouped.MatMulSquare((GpuDevice)d, new Extent(CeilingDivide(n, 64), CeilingDivide(n, 64)), a, b, c, n)),
                new("library", "A transposed on its way, runs of four, tile and chunks by shape, any strides", Library),
                new("tensor cores", "a warp's 16×8·8×8 in one instruction, inputs rounded to 10 bits (TF32)", (d, _, a, b, c) =>
                    Grouped.MatMulTensorCores((GpuDevice)d, new Extent(CeilingDivide(n, 64), CeilingDivide(n, 64)), a, b, c, n),
                    Kernel: Grouped.MatMulTensorCoresKernel, InputRounding: Math.Pow(2, -11)),
            ],
            Library);

        void Library(Device device, DType type, BufferView a, BufferView b, BufferView c) =>
            device.Launch(MatMul.Kernel, new MatMulArguments(
                type, 1, n, n, n, new MatrixView(a, 0, n, 1), new MatrixView(b, 0, n, 1), new MatrixView(c, 0, n, 1)));
    }

    private static int CeilingDivide(int number, int divisor) => (number + divisor - 1) / divisor;
}
