using System.Runtime.Intrinsics;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// How the images of a convolution are cut for <see cref="WinogradConv2d"/>: y into tiles of 2×2 pixels, x into the windows of
/// 6×6 that they read, which begin 4 pixels apart. Images come in blocks of one vector, so that a lane is an image and every
/// transformation is arithmetic of whole vectors, whatever the sizes.
/// </summary>
internal readonly struct TileShape
{
    // Both transformed operands of a group stay in an L3 cache while the product runs.
    private const long GroupBytes = 16 << 20;

    public TileShape(Conv2dGeometry g, int lanes, int elementSize)
    {
        (Geometry, Lanes) = (g, lanes);
        (Rows, Columns) = (Division.Ceiling(g.OutHeight, 2), Division.Ceiling(g.OutWidth, 2));
        Blocks = Division.Ceiling(g.Batch, lanes);
        long blockBytes = (long)PerBlock * elementSize * Frequencies * (Taps + g.OutChannels);
        BlocksPerGroup = (int)Math.Clamp(GroupBytes / blockBytes, 1, Blocks);
    }

    /// <summary>Products that make one tile of y from one phase of x: 3 along each axis.</summary>
    public const int Frequencies = 9;

    /// <summary>Phases of x: pixels with an even or odd row, and an even or odd column.</summary>
    public const int Phases = 4;

    public Conv2dGeometry Geometry { get; }

    /// <summary>Images in a block; the last one may have fewer, and zeros in place of the others.</summary>
    public int Lanes { get; }

    /// <summary>Tiles along the height.</summary>
    public int Rows { get; }

    /// <summary>Tiles along the width.</summary>
    public int Columns { get; }

    /// <summary>Blocks of images.</summary>
    public int Blocks { get; }

    /// <summary>Blocks that go through the product together.</summary>
    public int BlocksPerGroup { get; }

    /// <summary>All blocks; the last group may be smaller.</summary>
    public BlockGroup[] Groups
    {
        get
        {
            var groups = new BlockGroup[Division.Ceiling(Blocks, BlocksPerGroup)];
            for (int i = 0; i < groups.Length; i++)
                groups[i] = new BlockGroup(i * BlocksPerGroup, Math.Min(BlocksPerGroup, Blocks - i * BlocksPerGroup));
            return groups;
        }
    }

    /// <summary>Phases times channels of x.</summary>
    public int Taps => Phases * Geometry.InChannels;

    /// <summary>Elements of one frequency of one channel in one block: a vector for each tile.</summary>
    public int PerBlock => Rows * Columns * Lanes;

    /// <summary>
    /// From one channel of a transformed operand to the next; not a power of two, which would share cache sets.
    /// </summary>
    public int Pitch => BlocksPerGroup * PerBlock + Lanes;

    /// <summary>
    /// Whether the convolution can be done so, and gains: the window of a DCGAN, channels enough to outweigh the transformations,
    /// and few lanes without image.
    /// </summary>
    public static bool Suits<T>(Conv2dGeometry g) where T : unmanaged
    {
        const int FewestChannels = 32;
        int lanes = Vector512<T>.Count, padded = Division.Ceiling(g.Batch, lanes) * lanes;
        return g is
        {
            KernelHeight: 4, KernelWidth: 4, StrideHeight: 2, StrideWidth: 2, DilationHeight: 1, DilationWidth: 1, Groups: 1,
            Batch: > 0, InChannels: >= FewestChannels, OutChannels: >= FewestChannels, OutHeight: > 0, OutWidth: > 0,
        }
            && g.InChannels % lanes == 0 && padded - g.Batch <= padded / 8
            && IsCovered(g.InHeight, g.PaddingHeight, g.OutHeight) && IsCovered(g.InWidth, g.PaddingWidth, g.OutWidth);
    }

    /// <summary>Whether every pixel is part of a window.</summary>
    private static bool IsCovered(int size, int padding, int outSize) =>
        size + padding <= 4 * Division.Ceiling(outSize, 2) + 2;
}

/// <summary>Blocks of images: so many from the first on.</summary>
internal readonly record struct BlockGroup(int First, int Blocks);
