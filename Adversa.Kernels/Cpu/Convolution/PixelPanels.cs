using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The matrix of patches with taps as k and positions as lanes: the B of a convolution forward and of each phase of an input
/// gradient. All images' positions are one dimension, so that small planes fill wide panels.
/// </summary>
internal readonly unsafe struct PixelPanels<T>(PatchMap<T> map, int rowTaps, int columnTaps) : IPanelSource<T> where T : unmanaged
{
    public int ScratchElements(int depth, int width) => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panel, T* scratch)
    {
        if (depth == 0) return;
        Piece* pieces = stackalloc Piece[lanes];
        int count = map.Cut(batch, lane0, lanes, pieces);
        (int channel, int tap) = Math.DivRem(k0, map.Taps);
        (int rowTap, int columnTap) = Math.DivRem(tap, columnTaps);
        for (int k = 0; k < depth; k++, panel += width)
        {
            map.CopyPatchRow(channel, rowTap, columnTap, pieces, count, panel);
            for (int lane = lanes; lane < width; lane++) panel[lane] = default;
            if (++columnTap < columnTaps) continue;
            columnTap = 0;
            if (++rowTap < rowTaps) continue;
            rowTap = 0;
            channel++;
        }
    }
}
