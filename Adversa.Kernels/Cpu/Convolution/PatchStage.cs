using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The pixels that a run of positions reads, copied into a small buffer with zeros where the image ends and, at column stride
/// s, sorted into s phases. There every tap of every row of positions is one dense piece of memory, at the same distance from
/// the first tap's for all of them; so packing needs neither border tests nor strided reads. The buffer stays in the L1 cache:
/// a pixel is staged once per panel and read once per tap.
/// </summary>
internal readonly unsafe struct PatchStage<T> where T : unmanaged
{
    // Copies out of and into the stage may overrun their end by less than one vector.
    private static int Slack => Vector512<T>.Count;

    private readonly PatchMap<T> _map;
    private readonly int _columnFirst;
    private readonly int _columnCount;
    private readonly int _phasePitch;

    /// <summary>A stage for runs of positions, each within one image: either of one row (of positions) or of whole rows.</summary>
    public PatchStage(PatchMap<T> map, int columnFirst, int columnCount)
    {
        _map = map;
        _columnFirst = columnFirst;
        _columnCount = columnCount;
        _phasePitch = columnCount + map.Columns.Span / map.Columns.Stride + Slack;
    }

    /// <summary>Elements of one staged row of pixels.</summary>
    public int RowPitch => _phasePitch * _map.Columns.Stride;

    /// <summary>From one row of positions to the next.</summary>
    public int PositionRowPitch => RowPitch * _map.Rows.Stride;

    /// <summary>Elements that a run of so many rows of positions takes.</summary>
    public int RunElements(int rowCount) => PixelRows(rowCount) * RowPitch;

    /// <summary>The largest stage for runs of positions; with the scratch row that staging itself uses.</summary>
    public static int MaxElements(in PatchMap<T> map, int runs, int rowCount)
    {
        var stage = new PatchStage<T>(map, 0, map.Columns.Positions);
        return checked(runs * stage.RunElements(rowCount) + stage.ScratchRow);
    }

    /// <summary>Elements of the scratch row.</summary>
    public int ScratchRow => (_columnCount - 1) * _map.Columns.Stride + _map.Columns.Span + 1 + 2 * Slack;

    /// <summary>Where the piece for a tap begins, relative to the first tap's.</summary>
    public int TapOffset(int rowTap, int columnTap)
    {
        int row = _map.Rows.Offsets[rowTap] - _map.Rows.MinOffset;
        (int column, int phase) = Math.DivRem(_map.Columns.Offsets[columnTap] - _map.Columns.MinOffset, _map.Columns.Stride);
        return row * RowPitch + phase * _phasePitch + column;
    }

    /// <summary>Stages what rowCount rows of positions read of one channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(T* channel, int rowFirst, int rowCount, T* stage, T* scratchRow)
    {
        AxisMap rows = _map.Rows, columns = _map.Columns;
        int x0 = _columnFirst * columns.Stride + columns.MinOffset;
        int length = (_columnCount - 1) * columns.Stride + columns.Span + 1;
        int y0 = rowFirst * rows.Stride + rows.MinOffset, count = PixelRows(rowCount);
        for (int r = 0; r < count; r++, stage += RowPitch)
        {
            int y = y0 + r;
            if (y < 0 || y >= rows.Size)
            {
                new Span<T>(stage, RowPitch).Clear();
                continue;
            }

            T* row = channel + (long)y * columns.Size;
            if (columns.Stride == 1)
            {
                CopyPadded(row, columns.Size, x0, length, stage);
                continue;
            }

            CopyPadded(row, columns.Size, x0, length, scratchRow);
            SplitPhases(scratchRow, length, columns.Stride, stage, _phasePitch);
        }
    }

    private int PixelRows(int rowCount) => (rowCount - 1) * _map.Rows.Stride + _map.Rows.Span + 1;

    /// <summary>target[i] = row[x0 + i] for i &lt; length, 0 outside the row.</summary>
    private static void CopyPadded(T* row, int size, int x0, int length, T* target)
    {
        int begin = Math.Clamp(-x0, 0, length), end = Math.Clamp(size - x0, begin, length);
        for (int i = 0; i < begin; i++) target[i] = default;
        PanelCopy.Rows(row + x0 + begin, 0, 1, end - begin, target + begin, 0);
        for (int i = end; i < length; i++) target[i] = default;
    }

    /// <summary>target[p·pitch + j] = row[j·stride + p].</summary>
    private static void SplitPhases(T* row, int length, int stride, T* target, int pitch)
    {
        int j = 0;
        if (typeof(T) == typeof(float) && stride == 2)
        {
            // Two neighbours read as one 64-bit number: its low half is the even phase, its high half the odd one.
            for (; 2 * j < length; j += Vector256<float>.Count)
            {
                Vector256<ulong> first = Vector256.Load((ulong*)(row + 2 * j)), second = Vector256.Load((ulong*)(row + 2 * j) + 4);
                Vector256.Narrow(first, second).Store((uint*)(target + j));
                Vector256.Narrow(first >>> 32, second >>> 32).Store((uint*)(target + pitch + j));
            }

            return;
        }

        for (int phase = 0; phase < stride; phase++)
            for (int i = phase; i < length; i += stride)
                target[phase * pitch + i / stride] = row[i];
    }
}
