namespace Adversa.Gan.Data.Images;

/// <summary>
/// A reduced image within the picture: the pixels (X + i·StepX, Y + j·StepY). A picture that is not interlaced is one pass with
/// steps of 1; Adam7 has seven (PNG specification, section 8.2).
/// </summary>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    private static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    private static readonly PngPass[] Adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    /// <summary>The passes in the order in which their rows are stored.</summary>
    public static ReadOnlySpan<PngPass> Of(in PngHeader header) => header.Interlaced ? Adam7 : Whole;

    /// <summary>Pixels in a row of this pass; may be 0, and then the pass stores nothing.</summary>
    public int Width(in PngHeader header) => (header.Width - X + StepX - 1) / StepX;

    /// <summary>Rows of this pass.</summary>
    public int Height(in PngHeader header) => (header.Height - Y + StepY - 1) / StepY;

    /// <summary>The bytes that all passes decompress to: each row and its filter byte.</summary>
    public static long StoredBytes(in PngHeader header)
    {
        long bytes = 0;
        foreach (PngPass pass in Of(header))
        {
            int width = pass.Width(header);
            if (width > 0) bytes += (1L + header.RowBytes(width)) * pass.Height(header);
        }

        return bytes;
    }
}
