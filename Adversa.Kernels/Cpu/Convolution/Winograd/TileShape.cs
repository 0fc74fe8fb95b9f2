using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// How the images of a convolution are cut for <see cref="WinogradConv2d{T,TFilter}"/>: y into tiles of Outputs² pixels, x into
/// the windows that they read, which overlap. Images come in blocks of one vector, so that a lane is an image and every
/// transformation is arithmetic of whole vectors, whatever the sizes.
/// </summary>
internal readonly struct TileShape
{
    // Both transformed operands of a group stay in an L3 cache while the product runs.
    private const long GroupBytes = 16 << 20;

    private TileShape(Conv2dGeometry g, int outputs, int taps, int lanes, int elementSize)
    {
        (Geometry, Outputs, Taps, Lanes) = (g, outputs, taps, lanes);
        (Rows, Columns) = (Division.Ceiling(g.OutHeight, outputs), Division.Ceiling(g.OutWidth, outputs));
        Blocks = Division.Ceiling(g.Batch, lanes);
        long blockBytes = (long)TilesPerBlock * lanes * elementSize * Frequencies * (Inner + g.OutChannels);
        BlocksPerGroup = (int)Math.Clamp(GroupBytes / blockBytes, 1, Blocks);
    }

    /// <summary>The tiles of a filter.</summary>
    public static unsafe TileShape Of<T, TFilter>(Conv2dGeometry g) where T : unmanaged where TFilter : struct, IMinimalFilter =>
        new(g, TFilter.Outputs, TFilter.Taps, System.Runtime.Intrinsics.Vector512<T>.Count, sizeof(T));

    public Conv2dGeometry Geometry { get; }

    /// <summary>Pixels of y along each side of a tile.</summary>
    public int Outputs { get; }

    /// <summary>Taps of one phase along each axis.</summary>
    public int Taps { get; }

    /// <summary>Products that make the pixels of a tile, from one phase and along one axis.</summary>
    public int Points => Outputs + Taps - 1;

    /// <summary>Products that make a tile from one phase.</summary>
    public int Frequencies => Points * Points;

    /// <summary>
    /// With a stride of s each axis of x is s phases, its pixels and taps of equal remainder, and y the sum of s convolutions of
    /// stride 1.
    /// </summary>
    public int Stride => Geometry.StrideHeight;

    /// <summary>Images in a block; the last one may have fewer, and zeros in place of the others.</summary>
    public int Lanes { get; }

    /// <summary>Taps of a window of w.</summary>
    public int Window => Geometry.KernelHeight * Geometry.KernelWidth;

    /// <summary>Tiles along the height.</summary>
    public int Rows { get; }

    /// <summary>Tiles along the width.</summary>
    public int Columns { get; }

    /// <summary>Tiles of an image.</summary>
    public int TilesPerBlock => Rows * Columns;

    /// <summary>Lines of pixels that the windows of all tiles cover together, padding included.</summary>
    public int WindowRows => Stride * (Rows * Outputs + Taps - 1);

    /// <summary>Pixels of such a line.</summary>
    public int WindowColumns => Stride * (Columns * Outputs + Taps - 1);

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

    /// <summary>Phases times channels of x: what a product sums over.</summary>
    public int Inner => Stride * Stride * Geometry.InChannels;

    /// <summary>Vectors of one frequency of one channel in a group.</summary>
    public int Vectors => BlocksPerGroup * TilesPerBlock;

    /// <summary>Columns of a product: a lane of a tile of a block.</summary>
    public int ColumnsOf(BlockGroup group) => group.Blocks * TilesPerBlock * Lanes;
}

/// <summary>Blocks of images: so many from the first on.</summary>
internal readonly record struct BlockGroup(int First, int Blocks);
