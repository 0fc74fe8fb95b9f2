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

/// <summary>Multiply-adds per unit of time, relative to the fastest tile of a kind of device.</summary>
/// <param name="OnGpus">From a GPU's point of view: by what a tile reads of shared memory for each multiply-add.</param>
/// <param name="OnProcessors">As measured on PoCL 3.1 with AVX-512, which keeps 64 sums per work-item in memory.</param>
internal readonly record struct TileRates(double OnGpus, double OnProcessors)
{
    public static readonly TileRates Wide = new(1, 0.27), Square = new(0.8, 1), Small = new(0.6, 0.6), Narrow = new(0.25, 0.15);
}

/// <summary>A tiled product with tiles of one shape.</summary>
/// <param name="Rows">Rows of a tile.</param>
/// <param name="Columns">Columns of a tile.</param>
/// <param name="Rates">Its speed where all tiles are full.</param>
/// <param name="Launch">The kernel.</param>
internal sealed record TileVariant<TOperands>(int Rows, int Columns, TileRates Rates, TileLaunch<TOperands> Launch)
    where TOperands : struct
{
    /// <summary>The kernel with tiles of <typeparamref name="TTile"/>.</summary>
    public static TileVariant<TOperands> Of<TTile>(TileRates rates, TileLaunch<TOperands> launch) where TTile : struct, ITile =>
        new(TTile.Rows, TTile.Columns, rates, launch);

    /// <summary>How long a product takes: the tiles that run one after the other on a unit, edges and all.</summary>
    public double Cost(ProductSizes sizes, GpuDevice device)
    {
        long rounds = ((long)sizes.InTiles(Rows, Columns).Groups + device.ComputeUnits - 1) / device.ComputeUnits;
        return rounds * Rows * Columns / (device.IsProcessor ? Rates.OnProcessors : Rates.OnGpus);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Rows}×{Columns}";
}
