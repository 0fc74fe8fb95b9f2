namespace Adversa.Kernels.Sources;

/// <summary>The sizes of a product C[b] = A[b]·B[b], and how it is cut into groups.</summary>
/// <param name="Batch">The number of products.</param>
/// <param name="Rows">Rows of A and C.</param>
/// <param name="Columns">Columns of B and C.</param>
/// <param name="Inner">Columns of A, rows of B.</param>
/// <param name="RowTiles">Tiles along the rows.</param>
/// <param name="ColumnTiles">Tiles along the columns.</param>
/// <param name="Chunks">
/// Parts of Inner with sums of their own, which a second kernel adds up; 1 where tiles alone are enough groups.
/// </param>
/// <param name="ChunkLength">Elements of Inner in each part but the last.</param>
/// <param name="HasBias">1 if a number per row is added, else 0.</param>
internal readonly record struct ProductSizes(
    int Batch, int Rows, int Columns, int Inner, int RowTiles, int ColumnTiles, int Chunks, int ChunkLength, int HasBias)
{
    private const int TileForCutting = 64, EnoughGroups = 256, ShortestChunk = 512;

    /// <summary>
    /// A product of these sizes, Inner cut so that there are enough groups of 64×64 outputs for a large device. Where it is cut
    /// depends on the sizes alone, and so do the sums' bits.
    /// </summary>
    public static ProductSizes Of(int batch, int rows, int columns, int inner)
    {
        long tiles = (long)batch * CeilingDivide(rows, TileForCutting) * CeilingDivide(columns, TileForCutting);
        int most = (int)Math.Min(EnoughGroups / Math.Max(1, tiles), inner / ShortestChunk);
        int length = most > 1 ? CeilingDivide(inner, most) : inner;
        int chunks = most > 1 ? CeilingDivide(inner, length) : 1;
        return new ProductSizes(batch, rows, columns, inner, 0, 0, chunks, length, 0);
    }

    /// <summary>The same product in tiles of so many outputs.</summary>
    public ProductSizes InTiles(int rows, int columns) =>
        this with { RowTiles = CeilingDivide(Rows, rows), ColumnTiles = CeilingDivide(Columns, columns) };

    /// <summary>One group for each tile and chunk.</summary>
    public int Groups => Chunks * Batch * RowTiles * ColumnTiles;

    /// <summary>Elements of C.</summary>
    public int Outputs => Batch * Rows * Columns;

    /// <summary>Which tile of which product a group computes, and over which part of Inner.</summary>
    public GroupPlace PlaceOf(int group)
    {
        int row = group / ColumnTiles, batch = row / RowTiles, chunk = batch / Batch;
        return new GroupPlace(chunk, batch - chunk * Batch, row - batch * RowTiles, group - row * ColumnTiles);
    }

    /// <summary>Where the sums of a row begin among those of all chunks, which lie one chunk behind the other.</summary>
    public int PartialRow(int chunk, int batch, int row) => ((chunk * Batch + batch) * Rows + row) * Columns;

    private static int CeilingDivide(int number, int divisor) => (int)(((long)number + divisor - 1) / divisor);
}

/// <summary>The work of one group.</summary>
internal readonly record struct GroupPlace(int Chunk, int Batch, int RowTile, int ColumnTile);
