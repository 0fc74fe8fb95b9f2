using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// How the images of a convolution are cut for <see cref="WinogradConv2d{T,TFilter}"/>: y into tiles of Outputs² pixels, x into
/// the windows that they read, which overlap. Images come in blocks of one vector, so that a lane is an image and every
/// transformation is arithmetic of whole vectors, whatever the sizes.
/// </summary>
internal readonly struct TileShape
{
    // The operands of all groups that are in work at a time stay in an L3 cache while the product runs.
    private const long GroupBytes = 8 << 20;

    private TileShape(Conv2dGeometry g, int outputs, int taps, int lanes, int elementSize, int? operandRows)
    {
        (Geometry, Outputs, Taps, Lanes) = (g, outputs, taps, lanes);
        (Rows, Columns) = (Division.Ceiling(g.OutHeight, outputs), Division.Ceiling(g.OutWidth, outputs));
        Blocks = Division.Ceiling(g.Batch, lanes);
        long together = GroupBytes / ((long)Columns * lanes * elementSize * Frequencies * (operandRows ?? OperandRows));
        RowsPerGroup = (int)Math.Clamp(together, 1, Rows);
        BlocksPerGroup = (int)Math.Clamp(together / Rows, 1, Blocks);
    }

    /// <summary>
    /// The tiles of a filter, in groups for which so many rows of operands are in memory at a time, or else the rows of both.
    /// </summary>
    public static unsafe TileShape Of<T, TFilter>(Conv2dGeometry g, int? operandRows = null)
        where T : unmanaged where TFilter : struct, IMinimalFilter =>
        new(g, TFilter.Outputs, TFilter.Taps, System.Runtime.Intrinsics.Vector512<T>.Count, sizeof(T), operandRows);

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

    /// <summary>Lines of pixels that the windows of so many rows of tiles cover together, padding included.</summary>
    public int WindowRows(int rows) => Stride * (rows * Outputs + Taps - 1);

    /// <summary>Lines of pixels that the windows of neighbouring tiles have in common.</summary>
    public int Overlap => Stride * (Taps - 1);

    /// <summary>Pixels of a line that all windows cover together.</summary>
    public int WindowColumns => Stride * (Columns * Outputs + Taps - 1);

    /// <summary>Blocks of images.</summary>
    public int Blocks { get; }

    /// <summary>Blocks that go through the product together.</summary>
    public int BlocksPerGroup { get; }

    /// <summary>Rows of tiles that do: all, unless even one block is too large.</summary>
    public int RowsPerGroup { get; }

    /// <summary>
    /// What goes through the product together, for so many blocks from the first on; the last groups may be smaller.
    /// </summary>
    public IEnumerable<TileGroup> Groups(int first, int count)
    {
        for (int block = first, end = first + count; block < end; block += BlocksPerGroup)
        {
            for (int row = 0; row < Rows; row += RowsPerGroup)
            {
                yield return new TileGroup(
                    block, Math.Min(BlocksPerGroup, end - block), row, Math.Min(RowsPerGroup, Rows - row), Columns);
            }
        }
    }

    /// <summary>
    /// The products of all frequencies. Frequencies are tasks enough; and columns or sums may be those of a part of the images or
    /// channels, whose bits must not depend on how large it is.
    /// </summary>
    public ProductShape Product(int rows, int columns, int inner) =>
        new(Frequencies, rows, columns, inner) { MaySplit = false };

    /// <summary>Phases of x.</summary>
    public int Phases => Stride * Stride;

    /// <summary>Phases times channels of x: what a product sums over.</summary>
    public int Inner => Phases * Geometry.InChannels;

    /// <summary>Rows of what x and y become.</summary>
    public int OperandRows => Inner + Geometry.OutChannels;

    /// <summary>Numbers that x and y of one block become.</summary>
    public long BlockElements => (long)Frequencies * Rows * Columns * Lanes * OperandRows;

    /// <summary>Numbers that w becomes.</summary>
    public long WeightElements => (long)Frequencies * Inner * Geometry.OutChannels;

    /// <summary>Vectors of one frequency of one channel in a group.</summary>
    public int Vectors => BlocksPerGroup * RowsPerGroup * Columns;
}

/// <summary>Rows of tiles of blocks of images: so many from the first on.</summary>
internal readonly record struct TileGroup(int FirstBlock, int Blocks, int FirstRow, int Rows, int Columns)
{
    /// <summary>Tiles of one block.</summary>
    public int TilesPerBlock => Rows * Columns;

    /// <summary>Tiles of all blocks.</summary>
    public int Tiles => Blocks * TilesPerBlock;
}
