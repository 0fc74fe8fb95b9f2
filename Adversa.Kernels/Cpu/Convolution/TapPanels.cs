using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The matrix of patches with positions as k and taps as lanes: the image operand of a weight gradient. Read like
/// <see cref="PixelPanels{T}"/>, then transposed.
/// </summary>
internal readonly unsafe struct TapPanels<T>(PatchMap<T> map, int columnTaps) : IPanelSource<T> where T : unmanaged
{
    public bool IsShared => false;

    public int ScratchElements(int depth, int width) => depth * width + Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panels, int panelStride, T* scratch)
    {
        Segment* segments = stackalloc Segment[depth];
        int count = map.Cut(batch, k0, depth, target: 0, map.RowLength, segments);
        for (; lanes > 0; lane0 += width, lanes -= width, panels += panelStride)
        {
            int used = Math.Min(lanes, width);
            for (int lane = 0; lane < used; lane++)
            {
                (int channel, int tap) = Math.DivRem(lane0 + lane, map.Taps);
                map.CopyPatchRow(channel, tap / columnTaps, tap % columnTaps, segments, count, scratch + lane * depth);
            }

            PanelCopy.Columns(scratch, depth, depth, used, panels, width);
            PanelCopy.ZeroLanes(panels, depth, used, width);
        }
    }
}
