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
    public bool IsShared => false;

    public int ScratchElements(int depth, int width) => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panels, int panelStride, T* scratch)
    {
        (int outChannel, int tap) = Math.DivRem(k0, taps.Length);
        T* source = weight + (((long)batch * outChannels + outChannel) * inChannels + lane0) * kernelSize;
        int full = lanes / width, rest = lanes - full * width;
        for (int k = 0; k < depth; k++)
        {
            T* element = source + taps[tap];
            T* target = panels + k * width;
            for (int panel = 0; panel < full; panel++, target += panelStride)
                for (int lane = 0; lane < width; lane++, element += kernelSize)
                    target[lane] = *element;
            for (int lane = 0; lane < rest; lane++, element += kernelSize) target[lane] = *element;

            if (++tap < taps.Length) continue;
            tap = 0;
            source += inChannels * kernelSize;
        }

        if (rest > 0) PanelCopy.ZeroLanes(panels + full * panelStride, depth, rest, width);
    }
}
