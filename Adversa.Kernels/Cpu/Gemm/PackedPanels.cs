using System.Runtime.CompilerServices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// An operand that lies in panels already, of all k each: element (k, lane) of a product at data + batch·batchStride +
/// (lane / panelWidth)·panelStride + k·panelWidth + lane mod panelWidth. A micro-kernel of that width reads it where it is.
/// </summary>
internal readonly unsafe struct PackedPanels<T>(T* data, long batchStride, int panelStride, int panelWidth) : IPanelSource<T>
    where T : unmanaged
{
    /// <summary>From one panel to the next.</summary>
    public int PanelStride => panelStride;

    public bool IsShared => batchStride == 0;

    public int ScratchElements(int depth, int width) => 0;

    /// <summary>
    /// Copies, for a micro-kernel whose width divides that of the panels; what the last one has beyond the operand is not read.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panels, int targetStride, T* scratch)
    {
        for (int lane = 0; lane < lanes; lane += width, panels += targetStride)
            PanelCopy.Rows(At(batch, k0, lane0 + lane), panelWidth, depth, width, panels, width);
    }

    /// <summary>Whether a micro-kernel of this width can read panels from a lane on where they are.</summary>
    public bool Suits(int lane, int width) => width == panelWidth && lane % panelWidth == 0;

    /// <summary>The place of an element.</summary>
    public T* At(int batch, int k, int lane) =>
        data + batch * batchStride + (long)(lane / panelWidth) * panelStride + (long)k * panelWidth + lane % panelWidth;
}
