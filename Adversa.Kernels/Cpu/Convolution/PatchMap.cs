using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Sources;

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
        MinOffset = offsets.Length == 0 ? 0 : offsets.Min();
        Span = offsets.Length == 0 ? 0 : offsets.Max() - MinOffset;
    }

    /// <summary>Pixels along the axis.</summary>
    public int Size { get; }

    public int Positions { get; }

    public int Stride { get; }

    public int[] Offsets { get; }

    public int MinOffset { get; }

    /// <summary>The largest offset less the smallest.</summary>
    public int Span { get; }

    /// <summary>The pixels that one position reads in a convolution forward.</summary>
    public static AxisMap Forward(int size, int positions, int kernel, int stride, int padding, int dilation) =>
        new(size, positions, stride, [.. Enumerable.Range(0, kernel).Select(tap => tap * dilation - padding)]);
}

/// <summary>
/// A batch of images [images, groups·Channels, Rows.Size, Columns.Size] as a convolution reads it. Its positions, numbered
/// (image, row position, column position), and its taps, numbered (channel, row tap, column tap), are the two dimensions of the
/// matrix of patches that is never stored.
/// </summary>
internal readonly unsafe struct PatchMap<T>(T* images, int groups, int channels, AxisMap rows, AxisMap columns) where T : unmanaged
{
    public int Channels => channels;

    public AxisMap Rows => rows;

    public AxisMap Columns => columns;

    /// <summary>Positions in one image.</summary>
    public int Positions => rows.Positions * columns.Positions;

    /// <summary>Taps in one channel.</summary>
    public int Taps => rows.Offsets.Length * columns.Offsets.Length;

    public T* Channel(int image, int group, int channel) =>
        images + (((long)image * groups + group) * channels + channel) * rows.Size * columns.Size;
}
