using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The weight of a convolution as the A of one phase of its input gradient: lanes are input channels, and k counts output
/// channels and the taps of this phase. taps holds each such tap's position in the kernel.
/// </summary>
internal readonly unsafe struct PhaseWeightPanels<T>(T* weight, int outChannels, int inChannels, int kernelSize, int[] taps)
    : IPanelSource<T> where T : unmanaged
{
    public int ScratchElements(int depth, int width) => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panels, int panelStride, T* scratch)
    {
        for (; lanes > 0; lane0 += width, lanes -= width, panels += panelStride)
            PackPanel(batch, k0, depth, lane0, Math.Min(lanes, width), width, panels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackPanel(int batch, int k0, int depth, int lane0, int lanes, int width, T* panel)
    {
        (int outChannel, int tap) = Math.DivRem(k0, taps.Length);
        T* source = weight + (((long)batch * outChannels + outChannel) * inChannels + lane0) * kernelSize;
        T* target = panel;
        for (int k = 0; k < depth; k++, target += width)
        {
            T* element = source + taps[tap];
            for (int lane = 0; lane < lanes; lane++, element += kernelSize) target[lane] = *element;
            if (++tap < taps.Length) continue;
            tap = 0;
            source += inChannels * kernelSize;
        }

        PanelCopy.ZeroLanes(panel, depth, lanes, width);
    }
}
