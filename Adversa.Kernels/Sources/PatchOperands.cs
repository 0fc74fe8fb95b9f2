namespace Adversa.Kernels.Sources;

/// <summary>
/// The operands of a convolution as a product. B is the matrix of patches of an image: a place on one of its sides is a tap
/// (channel, row, column of the window), a place on the other is a position (image, row, column of the output), and the element
/// is the pixel that the tap sees at the position, or 0 beside the image. The pixel's place is the sum of what its column and its
/// row of B say, so that one rule serves all three functions, which differ in numbers alone.
/// </summary>
/// <remarks>
/// The three functions as products, for each group of channels, with P positions in an image of y:
/// y [O, N·P] = w [O, C·taps] · patches [C·taps, N·P]; w = y [O, N·P] · patchesᵀ [N·P, C·taps]; and x = wᵀ [C, O·taps] · (patches
/// of y) [O·taps, N·pixels], one product for each of the s² phases of pixels that share their taps, so that none multiplies
/// zeros that a stride has put between the pixels of y.
/// Memory traffic: the matrix of patches would be taps/s² times the image, written and read; here a tile reads its part of it
/// from the image, where neighbouring windows overlap, so that most reads hit a cache. An element of it takes two
/// splittings of an index, some twenty integer operations without a division, and is used for all rows of a tile: with 64 rows
/// that is little beside 64 multiply-adds, with an image's one or three channels it is most of the time. Arithmetic: 2·C·taps
/// operations per output. A next version would split an index once per tile and step from tap to tap by addition, run all
/// phases in one launch, and save multiplications as Winograd did.
/// </remarks>
/// <param name="InnerAxes">The axes along Inner.</param>
/// <param name="ColumnAxes">The axes along the columns.</param>
/// <param name="InnerSteps">What a step along each axis of Inner moves: the first in memory, the others in pixels.</param>
/// <param name="ColumnSteps">What a step along each axis of the columns moves: the first in memory, the others in pixels.</param>
/// <param name="OriginY">The row of pixels that index 0 of both sides reads: minus the padding.</param>
/// <param name="OriginX">The same for columns of pixels.</param>
/// <param name="Height">The image's height.</param>
/// <param name="Width">The image's width.</param>
/// <param name="RightBatch">From group to group of channels in the image.</param>
/// <param name="LeftBatch">From group to group of channels in A.</param>
/// <param name="LeftRow">From row to row of A.</param>
/// <param name="LeftInner">A step along each axis of Inner in A.</param>
/// <param name="TargetBatch">From group to group of channels in C.</param>
/// <param name="TargetRowStride">From row to row of C.</param>
/// <param name="TargetSteps">A step along each axis of the columns in C.</param>
/// <param name="RightRunsAlongInner">Whether neighbours along Inner are neighbours in the image.</param>
internal readonly record struct PatchOperands(
    NestedAxes InnerAxes, NestedAxes ColumnAxes, NestedIndex InnerSteps, NestedIndex ColumnSteps,
    int OriginY, int OriginX, int Height, int Width, int RightBatch,
    int LeftBatch, int LeftRow, NestedIndex LeftInner,
    int TargetBatch, int TargetRowStride, NestedIndex TargetSteps, int RightRunsAlongInner) : IProductOperands
{
    public int LeftRunsAlongInner => 1;

    public float Left(ArrayView<float> left, int batch, int row, int k) =>
        left[batch * LeftBatch + row * LeftRow + InnerAxes.Split(k).Offset(LeftInner)];

    public float Right(ArrayView<float> right, int batch, int k, int column)
    {
        NestedIndex inner = InnerAxes.Split(k), outer = ColumnAxes.Split(column);
        int y = inner.Middle * InnerSteps.Middle + outer.Middle * ColumnSteps.Middle + OriginY;
        int x = inner.Inner * InnerSteps.Inner + outer.Inner * ColumnSteps.Inner + OriginX;
        if (y < 0 || y >= Height || x < 0 || x >= Width) return 0;
        int plane = batch * RightBatch + inner.Outer * InnerSteps.Outer + outer.Outer * ColumnSteps.Outer;
        return right[plane + y * Width + x];
    }

    public int TargetRow(int batch, int row) => batch * TargetBatch + row * TargetRowStride;

    public int TargetColumn(int column) => ColumnAxes.Split(column).Offset(TargetSteps);
}
