using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>
/// The matrix product on devices: rows times a vector where one operand is a vector and the other's rows are contiguous, else a
/// tiled product.
/// </summary>
internal static class GpuMatMul
{
    private const int Narrow = 16;
    private const int LongRow = 256;

    /// <summary>The product of matrices in memory.</summary>
    public static readonly GpuProduct<StridedOperands> Product = new(
        [
            TileVariant<StridedOperands>.Of<WideTile>(TileRates.Wide, Grouped.Tiles_WideTile_StridedOperands),
            TileVariant<StridedOperands>.Of<SquareTile>(TileRates.Square, Grouped.Tiles_SquareTile_StridedOperands),
            TileVariant<StridedOperands>.Of<SmallTile>(TileRates.Small, Grouped.Tiles_SmallTile_StridedOperands),
            TileVariant<StridedOperands>.Of<NarrowTile>(TileRates.Narrow, Grouped.Tiles_NarrowTile_StridedOperands),
        ],
        Grouped.SumChunks_StridedOperands);

    public static void Run(GpuDevice device, in MatMulArguments arguments)
    {
        if (!arguments.Type.IsFloating()) throw UnsupportedType.For("matmul", arguments.Type);

        // Cᵀ = Bᵀ·Aᵀ: tiles can be low, but not narrow.
        MatMulArguments a = arguments.Columns < Narrow && arguments.Columns < arguments.Rows || arguments.Rows == 1
            ? Transposed(arguments)
            : arguments;
        if (IsRowsTimesVector(arguments)) RunRowsTimesVector(device, arguments);
        else if (IsRowsTimesVector(a)) RunRowsTimesVector(device, a);
        else Run(device, a, null);
    }

    /// <summary>The tiled product, with a certain tile.</summary>
    internal static void Run(GpuDevice device, in MatMulArguments arguments, TileVariant<StridedOperands>? variant)
    {
        (int batch, int rows, int columns, int inner) = (arguments.Batch, arguments.Rows, arguments.Columns, arguments.Inner);
        Product.Run(
            device, arguments.Type, ProductSizes.Of(batch, rows, columns, inner), arguments.A.Data, arguments.B.Data,
            arguments.C.Data, OperandsOf(arguments), variant: variant);
    }

    private static bool IsRowsTimesVector(in MatMulArguments arguments) =>
        arguments is { Columns: 1, A.ColumnStride: 1, Inner: >= LongRow };

    private static void RunRowsTimesVector(GpuDevice device, in MatMulArguments arguments) =>
        Grouped.RowTimesVector(
            device, arguments.Type, new Extent(arguments.Batch * arguments.Rows), arguments.A.Data, arguments.B.Data,
            arguments.C.Data, ProductSizes.Of(arguments.Batch, arguments.Rows, 1, arguments.Inner), OperandsOf(arguments));

    private static MatMulArguments Transposed(in MatMulArguments arguments) => arguments with
    {
        Rows = arguments.Columns,
        Columns = arguments.Rows,
        A = Transposed(arguments.B),
        B = Transposed(arguments.A),
        C = Transposed(arguments.C),
    };

    private static MatrixView Transposed(MatrixView view) =>
        view with { RowStride = view.ColumnStride, ColumnStride = view.RowStride };

    private static StridedOperands OperandsOf(in MatMulArguments arguments) =>
        new(StridesOf(arguments.A), StridesOf(arguments.B), StridesOf(arguments.C));

    private static MatrixStrides StridesOf(MatrixView view) => new(view.BatchStride, view.RowStride, view.ColumnStride);
}
