namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>One phase of an input gradient along one axis: every stride-th input pixel, and the taps that reach them.</summary>
/// <param name="Pixels">The input pixels of this phase.</param>
/// <param name="Taps">The taps that reach them, of the kernel's.</param>
/// <param name="Map">Which output each of these pixels reads through each of these taps.</param>
internal sealed record Phase(AxisSlice Pixels, int[] Taps, AxisMap Map)
{
    public static Phase[] All(int inSize, int outSize, int kernel, int stride, int padding, int dilation)
    {
        Phase Of(int first)
        {
            int count = (inSize - first + stride - 1) / stride;
            int[] taps = [.. Enumerable.Range(0, kernel).Where(tap => (first + padding - tap * dilation) % stride == 0)];
            int[] offsets = [.. taps.Select(tap => (first + padding - tap * dilation) / stride)];
            return new Phase(new AxisSlice(inSize, first, stride, count), taps, new AxisMap(outSize, count, 1, offsets));
        }

        return [.. Enumerable.Range(0, Math.Min(stride, inSize)).Select(Of)];
    }
}
