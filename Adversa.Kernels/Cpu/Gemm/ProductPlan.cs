namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>The sizes of Batch products C [Rows, Columns] = A [Rows, Inner] · B [Inner, Columns].</summary>
internal readonly record struct ProductShape(int Batch, int Rows, int Columns, int Inner)
{
    /// <summary>
    /// Whether a long sum may be made in parts, where else threads would be idle; how many depends on all sizes.
    /// </summary>
    public bool MaySplit { get; init; } = true;
}

/// <summary>
/// How a product is cut into blocks and tasks. The plan depends on the shape alone: neither the number of threads nor the
/// micro-kernel may change how a sum is split.
/// </summary>
internal readonly struct ProductPlan
{
    /// <summary>How deep the panels are that are packed at a time.</summary>
    public const int DepthBlock = 256;

    // Both are multiples of every micro-kernel's tile, so that only the last block of a product has edge tiles.
    private const int RowUnit = 12;
    private const int ColumnUnit = 32;

    // A block of A (264·256), one of B (256·256) and their tiles of C (264·256) fit together into an L2 cache of 1 MiB, and one
    // panel of B (256·32) with one of A (12·256) into an L1 cache of 48 KiB; float. Double takes twice that, which L3 bears.
    private const int UsualRowBlock = 264;
    private const int LargestColumnBlock = 256;
    private const int SmallestColumnBlock = 64;

    // Up to here all rows are one block, half as many columns wide, so that no part of B is packed twice.
    private const int LargestRowBlock = 528;

    // Enough tasks to keep every thread of a desktop processor busy to the end, none so small that its start shows.
    private const int WantedTasks = 32;
    private const long SmallestTask = 1 << 20;
    private const int SmallestChunk = 1024;

    public ProductPlan(ProductShape shape)
    {
        Shape = shape;

        RowBlocks = shape.Rows <= LargestRowBlock ? 1 : Division.Ceiling(shape.Rows, UsualRowBlock);
        RowBlock = RoundUp(Division.Ceiling(shape.Rows, RowBlocks), RowUnit);

        double work = (double)shape.Batch * shape.Rows * shape.Columns * shape.Inner;
        int wanted = (int)Math.Clamp(work / SmallestTask, 1, WantedTasks);
        int largest = RowBlock > UsualRowBlock ? LargestColumnBlock / 2 : LargestColumnBlock;
        while (largest > SmallestColumnBlock && (long)shape.Batch * RowBlocks * Division.Ceiling(shape.Columns, largest) < wanted)
            largest /= 2;
        ColumnBlocks = Division.Ceiling(shape.Columns, largest);
        ColumnBlock = RoundUp(Division.Ceiling(shape.Columns, ColumnBlocks), ColumnUnit);
        ColumnBlocks = Division.Ceiling(shape.Columns, ColumnBlock);

        long blocks = (long)shape.Batch * RowBlocks * ColumnBlocks;
        long most = shape.MaySplit ? Math.Min(Division.Ceiling(wanted, blocks), shape.Inner / SmallestChunk) : 1;
        int chunks = (int)Math.Clamp(most, 1, WantedTasks);
        ChunkDepth = Math.Max(1, Division.Ceiling(Division.Ceiling(shape.Inner, DepthBlock), chunks)) * DepthBlock;
        Chunks = Math.Max(1, Division.Ceiling(shape.Inner, ChunkDepth));
    }

    public ProductShape Shape { get; }

    /// <summary>Rows of C that one task makes.</summary>
    public int RowBlock { get; }

    public int RowBlocks { get; }

    /// <summary>Columns of C that one task makes.</summary>
    public int ColumnBlock { get; }

    public int ColumnBlocks { get; }

    /// <summary>How much of the sum one task makes, a multiple of <see cref="DepthBlock"/>.</summary>
    public int ChunkDepth { get; }

    /// <summary>In how many parts the sum is made; they are added in their order.</summary>
    public int Chunks { get; }

    public int Tasks => checked(Shape.Batch * RowBlocks * ColumnBlocks * Chunks);

    public static int RoundUp(int value, int multiple) => Division.Ceiling(value, multiple) * multiple;
}
