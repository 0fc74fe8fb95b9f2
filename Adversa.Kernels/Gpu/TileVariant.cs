using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>Launches a tiled product.</summary>
internal delegate void TileLaunch<TOperands>(
    GpuDevice device, DType type, Extent groups, BufferView left, BufferView right, BufferView bias, BufferView target,
    ProductSizes sizes, TOperands operands);

/// <summary>Launches the sum of a product's chunks.</summary>
internal delegate void ChunkSumLaunch<TOperands>(
    GpuDevice device, DType type, Extent groups, BufferView partial, BufferView bias, BufferView target, ProductSizes sizes,
    TOperands operands);

/// <summary>A tiled product with tiles of one shape.</summary>
/// <param name="Rows">Rows of a tile.</param>
/// <param name="Columns">Columns of a tile.</param>
/// <param name="Rate">Multiply-adds per unit of time, relative to the widest tile, where all tiles are full.</param>
/// <param name="Launch">The kernel.</param>
internal sealed record TileVariant<TOperands>(int Rows, int Columns, double Rate, TileLaunch<TOperands> Launch)
    where TOperands : struct
{
    /// <summary>The kernel with tiles of <typeparamref name="TTile"/>.</summary>
    public static TileVariant<TOperands> Of<TTile>(double rate, TileLaunch<TOperands> launch) where TTile : struct, ITile =>
        new(TTile.ItemsY * TTile.RowsPerItem, TTile.ItemsX * TTile.ColumnsPerItem, rate, launch);

    /// <summary>How long a product takes: tiles that run one after the other on a unit, edges and all, by the time of a tile.</summary>
    public double Cost(ProductSizes sizes, int computeUnits)
    {
        long rounds = ((long)sizes.InTiles(Rows, Columns).Groups + computeUnits - 1) / computeUnits;
        return rounds * Rows * Columns / Rate;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Rows}×{Columns}";
}
