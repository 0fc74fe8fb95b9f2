namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The index map of a convolution along one axis: position p reads, through tap t, the pixel p·Stride + Offsets[t] if there is
/// one, else 0.
/// </summary>
internal sealed class AxisMap
{
    public AxisMap(int size, int positions, int stride, int[] offsets)
    {
        Size = size;
        Positions = positions;
        Stride = stride;
        Offsets = offsets;
    }

    /// <summary>Pixels along the axis.</summary>
    public int Size { get; }

    public int Positions { get; }

    public int Stride { get; }

    public int[] Offsets { get; }

    /// <summary>The pixels that one position reads in a convolution forward.</summary>
    public static AxisMap Forward(int size, int positions, int kernel, int stride, int padding, int dilation) =>
        new(size, positions, stride, [.. Enumerable.Range(0, kernel).Select(tap => tap * dilation - padding)]);
}
