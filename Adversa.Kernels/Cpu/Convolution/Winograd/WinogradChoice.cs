using System.Numerics;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>Which convolutions are done with fewer multiplications, and by which filter.</summary>
internal static class WinogradChoice<T> where T : unmanaged, INumberBase<T>
{
    // Moving a number through the transformations and the product's panels takes as long as so many multiply-adds.
    private const double Move = 100;

    // What the definition's product takes for packing its patches, as a factor of its multiply-adds.
    private const double Packing = 1.25;

    private const int FewestChannels = 32;

    private static readonly WinogradConv2d<T>[] OfFourTaps = [new WinogradConv2d<T, F22>(), new WinogradConv2d<T, F42>()];

    private static readonly WinogradConv2d<T>[] OfThreeTaps = [new WinogradConv2d<T, F43>()];

    /// <summary>
    /// The one that is expected to be fastest, or null where the definition is: for other windows than 4×4 with stride 2 and
    /// 3×3 with stride 1, channels too few to outweigh the transformations, or many lanes without image.
    /// </summary>
    public static WinogradConv2d<T>? For(Conv2dGeometry g)
    {
        int lanes = Vector512<T>.Count, padded = Division.Ceiling(g.Batch, lanes) * lanes;
        if (g is not { DilationHeight: 1, DilationWidth: 1, Groups: 1, Batch: > 0, OutHeight: > 0, OutWidth: > 0 }) return null;
        if (g.InChannels < FewestChannels || g.OutChannels < FewestChannels || g.InChannels % lanes != 0) return null;
        if (padded - g.Batch > padded / 8) return null;

        WinogradConv2d<T>[] candidates = g switch
        {
            { KernelHeight: 4, KernelWidth: 4, StrideHeight: 2, StrideWidth: 2 } => OfFourTaps,
            { KernelHeight: 3, KernelWidth: 3, StrideHeight: 1, StrideWidth: 1 } => OfThreeTaps,
            _ => [],
        };
        double least = Packing * g.Output.Product * g.InChannels * g.KernelHeight * g.KernelWidth;
        WinogradConv2d<T>? best = null;
        foreach (WinogradConv2d<T> candidate in candidates)
        {
            TileShape shape = candidate.Shape(g);
            double cost = Cost(shape);
            if (cost < least && CoversInput(shape)) (least, best) = (cost, candidate);
        }

        return best;
    }

    /// <summary>Multiply-adds of the products, and as much for moving what they read and write.</summary>
    private static double Cost(in TileShape shape)
    {
        double columns = (double)shape.Blocks * shape.Rows * shape.Columns * shape.Lanes;
        double rows = shape.Geometry.OutChannels, inner = shape.Inner;
        return shape.Frequencies * (rows * inner * columns + Move * (rows * inner + (rows + inner) * columns));
    }

    /// <summary>Whether every pixel is part of a window.</summary>
    private static bool CoversInput(in TileShape shape) =>
        shape.Geometry.InHeight + shape.Geometry.PaddingHeight <= shape.WindowRows(shape.Rows)
        && shape.Geometry.InWidth + shape.Geometry.PaddingWidth <= shape.WindowColumns;
}
