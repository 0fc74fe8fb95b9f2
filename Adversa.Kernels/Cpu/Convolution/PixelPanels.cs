using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The matrix of patches with taps as k and positions as lanes: the B of a convolution forward and of each phase of an input
/// gradient. All images' positions are one dimension, so that small planes fill wide panels.
/// </summary>
internal readonly unsafe struct PixelPanels<T>(PatchMap<T> map, int rowTaps, int columnTaps) : IPanelSource<T> where T : unmanaged
{
    public bool IsShared => false;

    public int ScratchElements(int depth, int width) => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panels, int panelStride, T* scratch)
    {
        if (depth == 0) return;
        Segment* segments = stackalloc Segment[lanes];
        int count = map.RowLength == width
            ? map.Cut(batch, lane0, lanes, 0, panelStride, segments)
            : CutAtPanels(batch, lane0, lanes, width, panelStride, segments);

        // One k of all panels after the other: an image's rows lie side by side in memory, a channel's taps share them.
        (int channel, int tap) = Math.DivRem(k0, map.Taps);
        (int rowTap, int columnTap) = Math.DivRem(tap, columnTaps);
        for (int k = 0; k < depth; k++)
        {
            map.CopyPatchRow(channel, rowTap, columnTap, segments, count, panels + k * width);
            if (++columnTap < columnTaps) continue;
            columnTap = 0;
            if (++rowTap < rowTaps) continue;
            rowTap = 0;
            channel++;
        }

        int full = lanes / width;
        if (full * width < lanes) PanelCopy.ZeroLanes(panels + full * panelStride, depth, lanes - full * width, width);
    }

    private int CutAtPanels(int batch, int lane0, int lanes, int width, int panelStride, Segment* segments)
    {
        int count = 0, target = 0;
        for (; lanes > 0; lane0 += width, lanes -= width, target += panelStride)
            count += map.Cut(batch, lane0, Math.Min(width, lanes), target, map.RowLength, segments + count);
        return count;
    }
}
