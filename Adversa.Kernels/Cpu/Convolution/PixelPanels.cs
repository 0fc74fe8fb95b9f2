using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The matrix of patches with taps as k and positions as lanes: the B of a convolution forward and of each phase of an input
/// gradient. All images' positions are one dimension, so that small planes fill wide panels.
/// </summary>
internal readonly unsafe struct PixelPanels<T>(PatchMap<T> map) : IPanelSource<T> where T : unmanaged
{
    // k is cut between channels only, because a staged channel serves all its taps.
    public int DepthQuantum => Math.Max(1, map.Taps);

    public int ScratchElements(int depth, int width)
    {
        if (map.Taps == 0) return 0;
        int runs = (int)Math.Min(width, (long)(width - 1) / map.Positions + 2);
        int rows = Math.Min(map.Rows.Positions, (width - 1) / map.Columns.Positions + 2);
        return PatchStage<T>.MaxElements(map, runs, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panel, T* scratch)
    {
        if (depth == 0) return;
        int rowLength = map.Columns.Positions, positions = map.Positions;
        (int image, int position) = Math.DivRem(lane0, positions);
        (int row, int column) = Math.DivRem(position, rowLength);
        bool oneRow = column + lanes <= rowLength;
        PatchStage<T> stage = oneRow ? new(map, column, lanes) : new(map, 0, rowLength);
        int maxRows = oneRow ? 1 : Math.Min(map.Rows.Positions, (column + lanes - 1) / rowLength + 1);
        int runElements = stage.RunElements(maxRows);
        T* scratchRow = scratch + ScratchElements(depth, width) - stage.ScratchRow;

        // The pieces of the panel's lanes that lie in one row of positions, and the runs of them that lie in one image.
        Piece* pieces = stackalloc Piece[width];
        Run* runs = stackalloc Run[width];
        int pieceCount = 0, runCount = 0;
        for (int lane = 0; lane < lanes;)
        {
            int length = Math.Min(lanes - lane, rowLength - column);
            if (pieceCount == 0 || row == 0) runs[runCount++] = new Run(image, row, 0);
            ref Run run = ref runs[runCount - 1];
            int source = (runCount - 1) * runElements + run.RowCount * stage.PositionRowPitch + (oneRow ? 0 : column);
            pieces[pieceCount++] = new Piece(source, lane, length);
            run.RowCount++;
            lane += length;
            column = 0;
            if (++row < map.Rows.Positions) continue;
            row = 0;
            image++;
        }

        int longest = Math.Min(rowLength, lanes);
        int rowTaps = map.Rows.Offsets.Length, columnTaps = map.Columns.Offsets.Length;
        for (int channel = k0 / map.Taps, end = (k0 + depth) / map.Taps; channel < end; channel++)
        {
            for (int r = 0; r < runCount; r++)
                stage.Load(map.Channel(runs[r].Image, batch, channel), runs[r].RowFirst, runs[r].RowCount,
                    scratch + r * runElements, scratchRow);

            for (int rowTap = 0; rowTap < rowTaps; rowTap++)
            {
                for (int columnTap = 0; columnTap < columnTaps; columnTap++, panel += width)
                {
                    CopyPieces(scratch + stage.TapOffset(rowTap, columnTap), pieces, pieceCount, longest, panel);
                    for (int lane = lanes; lane < width; lane++) panel[lane] = default;
                }
            }
        }
    }

    /// <summary>
    /// Copies one k of the panel, in whole vectors: what a piece writes beyond its end is overwritten by the next piece, or by
    /// the next k, since lanes are written in rising order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyPieces(T* source, Piece* pieces, int count, int longest, T* target)
    {
        if (longest > Vector256<T>.Count)
        {
            for (int p = 0; p < count; p++)
                for (int i = 0; i < pieces[p].Length; i += Vector512<T>.Count)
                    Vector512.Load(source + pieces[p].Source + i).Store(target + pieces[p].Lane + i);
        }
        else if (longest > Vector128<T>.Count)
        {
            for (int p = 0; p < count; p++) Vector256.Load(source + pieces[p].Source).Store(target + pieces[p].Lane);
        }
        else
        {
            for (int p = 0; p < count; p++) Vector128.Load(source + pieces[p].Source).Store(target + pieces[p].Lane);
        }
    }

    /// <summary>Lanes of a panel whose positions lie side by side, and where the first tap finds them in the stage.</summary>
    private readonly record struct Piece(int Source, int Lane, int Length);

    /// <summary>Rows of positions of one image.</summary>
    private record struct Run(int Image, int RowFirst, int RowCount);
}
