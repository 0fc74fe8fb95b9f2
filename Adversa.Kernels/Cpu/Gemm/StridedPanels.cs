using System.Runtime.CompilerServices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// How one dimension of an operand lies in memory: index i is OuterStride·(i / InnerCount) + InnerStride·(i mod InnerCount)
/// elements from the begin. Two levels describe, for instance, all pixels of a batch in an image tensor.
/// </summary>
internal readonly record struct Dimension(int InnerCount, int InnerStride, long OuterStride)
{
    public static Dimension Of(int stride) => new(int.MaxValue, stride, 0);

    public long Offset(int index) => index / InnerCount * OuterStride + (long)(index % InnerCount) * InnerStride;

    /// <summary>How many of count indices from index on are one stride apart.</summary>
    public int Run(int index, int count) => Math.Min(count, InnerCount - index % InnerCount);
}

/// <summary>
/// An operand whose element (k, lane) of a product lies at data + batch·batchStride + k's offset + lane's offset.
/// </summary>
internal readonly unsafe struct StridedPanels<T>(T* data, long batchStride, Dimension depthDimension, Dimension laneDimension)
    : IPanelSource<T> where T : unmanaged
{
    public bool IsShared => batchStride == 0;

    public int ScratchElements(int depth, int width) => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panels, int panelStride, T* scratch)
    {
        if (laneDimension == Dimension.Of(1))
        {
            PackRows(batch, k0, depth, lane0, lanes, width, panels, panelStride);
            return;
        }

        for (; lanes > 0; lane0 += width, lanes -= width, panels += panelStride)
            PackPanel(batch, k0, depth, lane0, Math.Min(lanes, width), width, panels);
    }

    /// <summary>Where all lanes of one k lie side by side: reads the operand in the order of memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackRows(int batch, int k0, int depth, int lane0, int lanes, int width, T* panels, int panelStride)
    {
        int full = lanes / width, rest = lanes - full * width;
        for (int k = 0; k < depth; k++)
        {
            T* source = data + batch * batchStride + depthDimension.Offset(k0 + k) + lane0;
            T* target = panels + k * width;
            for (int panel = 0; panel < full; panel++, source += width, target += panelStride)
                PanelCopy.Row(source, width, target);
            PanelCopy.Row(source, rest, target);
        }

        if (rest > 0) PanelCopy.ZeroLanes(panels + full * panelStride, depth, rest, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackPanel(int batch, int k0, int depth, int lane0, int lanes, int width, T* panel)
    {
        T* matrix = data + batch * batchStride;
        for (int k = 0; k < depth;)
        {
            int kRun = depthDimension.Run(k0 + k, depth - k);
            T* rows = matrix + depthDimension.Offset(k0 + k);
            for (int lane = 0; lane < lanes;)
            {
                int laneRun = laneDimension.Run(lane0 + lane, lanes - lane);
                T* source = rows + laneDimension.Offset(lane0 + lane);
                T* target = panel + (long)k * width + lane;
                if (laneDimension.InnerStride == 1)
                    PanelCopy.Rows(source, depthDimension.InnerStride, kRun, laneRun, target, width);
                else if (depthDimension.InnerStride == 1)
                    PanelCopy.Columns(source, laneDimension.InnerStride, kRun, laneRun, target, width);
                else
                    PanelCopy.Elements(
                        source, depthDimension.InnerStride, laneDimension.InnerStride, kRun, laneRun, target, width);
                lane += laneRun;
            }

            k += kRun;
        }

        PanelCopy.ZeroLanes(panel, depth, lanes, width);
    }
}
