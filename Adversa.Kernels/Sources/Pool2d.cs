using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Sources;

/// <summary>
/// All sizes of a pooling: [Planes, InHeight, InWidth] to [Planes, OutHeight, OutWidth], sizes as in a convolution without
/// dilation. Padding is at most half the kernel. Average pooling counts padded zeros (PyTorch's count_include_pad); max ignores them.
/// </summary>
public readonly record struct Pool2dGeometry(
    int Planes, int InHeight, int InWidth, int KernelHeight, int KernelWidth,
    int StrideHeight, int StrideWidth, int PaddingHeight, int PaddingWidth)
{
    /// <summary>⌊(InHeight + 2·PaddingHeight − KernelHeight) / StrideHeight⌋ + 1.</summary>
    public int OutHeight => (InHeight + 2 * PaddingHeight - KernelHeight) / StrideHeight + 1;

    /// <summary>⌊(InWidth + 2·PaddingWidth − KernelWidth) / StrideWidth⌋ + 1.</summary>
    public int OutWidth => (InWidth + 2 * PaddingWidth - KernelWidth) / StrideWidth + 1;
}

/// <summary>
/// A pooling's tensors, dense. Indices (Int32, the shape of Y) belong to max pooling: the position of each maximum in its
/// plane, row·InWidth + column, the first where several are equal; a NaN counts as the maximum.
/// </summary>
public readonly record struct Pool2dArguments(DType Type, Pool2dGeometry Geometry, BufferView X, BufferView Y, BufferView? Indices = null);

/// <summary>Pooling; float32 and float64.</summary>
public static class Pool2d
{
    /// <summary>Y = the mean of each window of X.</summary>
    public static readonly Kernel<Pool2dArguments> Average = new("average_pool2d", CpuPool2d.Average);

    /// <summary>X from Y: the transposed linear map of <see cref="Average"/>.</summary>
    public static readonly Kernel<Pool2dArguments> AverageInputGradient = new("average_pool2d_input_gradient", CpuPool2d.AverageInputGradient);

    /// <summary>Y = the maximum of each window of X, and Indices.</summary>
    public static readonly Kernel<Pool2dArguments> Max = new("max_pool2d", CpuPool2d.Max);
}
