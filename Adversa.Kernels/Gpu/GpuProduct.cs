using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>The tiled product on devices: chooses the tile, and adds up the chunks where Inner is cut.</summary>
/// <param name="variants">The kernel with each tile.</param>
/// <param name="sumChunks">The kernel that adds up chunks.</param>
internal sealed class GpuProduct<TOperands>(TileVariant<TOperands>[] variants, ChunkSumLaunch<TOperands> sumChunks)
    where TOperands : struct
{
    private const int SumGroupSize = 256;

    /// <summary>The kernel with each tile.</summary>
    public IReadOnlyList<TileVariant<TOperands>> Variants => variants;

    /// <summary>C[b] = A[b]·B[b] + bias.</summary>
    /// <param name="device">Where.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="sizes">The product's sizes; nothing is launched for one without outputs.</param>
    /// <param name="left">A.</param>
    /// <param name="right">B.</param>
    /// <param name="target">C.</param>
    /// <param name="operands">Where the elements of A, B and C lie in them.</param>
    /// <param name="bias">One number for each row of each product of the batch.</param>
    /// <param name="variant">The tile to use; null for the one that should be fastest.</param>
    public void Run(
        GpuDevice device, DType type, ProductSizes sizes, BufferView left, BufferView right, BufferView target,
        TOperands operands, BufferView? bias = null, TileVariant<TOperands>? variant = null)
    {
        if (sizes.Outputs == 0) return;
        variant ??= Fastest(device, sizes);
        ProductSizes tiled = sizes.InTiles(variant.Rows, variant.Columns);
        ProductSizes finished = tiled with { HasBias = bias is null ? 0 : 1 };

        // A kernel must get some view; it reads no bias where there is none.
        BufferView someBias = bias ?? left;
        if (tiled.Chunks == 1)
        {
            variant.Launch(device, type, new Extent(tiled.Groups), left, right, someBias, target, finished, operands);
            return;
        }

        DeviceBuffer partial = device.Memory.Rent((long)tiled.Chunks * tiled.Outputs * type.Size());
        var parts = new BufferView(partial, 0);
        variant.Launch(device, type, new Extent(tiled.Groups), left, right, someBias, parts, tiled, operands);
        int groups = (tiled.Outputs - 1) / SumGroupSize + 1;
        sumChunks(device, type, new Extent(groups), parts, someBias, target, finished, operands);
        device.Memory.Return(partial);
    }

    private TileVariant<TOperands> Fastest(GpuDevice device, ProductSizes sizes)
    {
        TileVariant<TOperands> fastest = variants[0];
        double lowest = double.PositiveInfinity;
        foreach (TileVariant<TOperands> variant in variants)
        {
            double cost = variant.Cost(sizes, device);
            if (cost < lowest) (fastest, lowest) = (variant, cost);
        }

        return fastest;
    }
}
