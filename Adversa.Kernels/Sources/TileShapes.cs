namespace Adversa.Kernels.Sources;

/// <summary>
/// The shape of the tile of C that a group computes: its ItemsX·ItemsY work-items hold Rows/ItemsY by Columns/ItemsX sums each,
/// in registers. All are constants, so that a kernel's loops over them are unrolled.
/// </summary>
/// <remarks>
/// A work-item reads r + c numbers of shared memory for r·c multiply-adds, and a tile of R×C reads R + C numbers of global memory
/// for R·C: larger is better until registers run out, or until there are too few tiles to keep all of a device busy.
/// Depth, Rows and Columns divide the number of work-items, which divides Depth·Rows and Depth·Columns: so each work-item copies
/// whole steps, and stays in one row or column all the while.
/// </remarks>
internal interface ITile
{
    /// <summary>Work-items along the columns.</summary>
    static abstract int ItemsX { get; }

    /// <summary>Work-items along the rows.</summary>
    static abstract int ItemsY { get; }

    /// <summary>Rows of the tile; those of a work-item are neighbours.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the tile.</summary>
    static abstract int Columns { get; }

    /// <summary>
    /// How many of a work-item's columns are neighbours, which one wide read fetches; its next ones lie ItemsX·Run further on, so
    /// that work-items side by side read shared memory side by side.
    /// </summary>
    static abstract int Run { get; }

    /// <summary>How many elements of Inner are in shared memory at a time.</summary>
    static abstract int Depth { get; }
}

/// <summary>128×128 outputs, 64 per work-item: for large products.</summary>
internal readonly struct WideTile : ITile
{
    public static int ItemsX => 16;

    public static int ItemsY => 16;

    public static int Rows => 128;

    public static int Columns => 128;

    public static int Run => 4;

    public static int Depth => 8;
}

/// <summary>64×64 outputs, 16 per work-item: for most products of a network.</summary>
internal readonly struct SquareTile : ITile
{
    public static int ItemsX => 16;

    public static int ItemsY => 16;

    public static int Rows => 64;

    public static int Columns => 64;

    public static int Run => 4;

    public static int Depth => 16;
}

/// <summary>32×32 outputs, 16 per work-item: where larger tiles would be too few, or mostly empty.</summary>
internal readonly struct SmallTile : ITile
{
    public static int ItemsX => 8;

    public static int ItemsY => 8;

    public static int Rows => 32;

    public static int Columns => 32;

    public static int Run => 4;

    public static int Depth => 16;
}

/// <summary>4×64 outputs, 4 per work-item: for an image's one or three channels, or a single row.</summary>
internal readonly struct NarrowTile : ITile
{
    public static int ItemsX => 64;

    public static int ItemsY => 1;

    public static int Rows => 4;

    public static int Columns => 64;

    public static int Run => 1;

    public static int Depth => 16;
}
