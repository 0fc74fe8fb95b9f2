using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>
/// All sizes of a pooling: [Planes, InHeight, InWidth] to [Planes, OutHeight, OutWidth], sizes as in a convolution without
/// dilation. Padding is at most half the kernel, so that every window holds an element.
/// Average pooling divides by KernelHeight·KernelWidth, padding counted (PyTorch's count_include_pad); max ignores padding.
/// </summary>
public readonly record struct Pool2dGeometry(
    int Planes, int InHeight, int InWidth, int KernelHeight, int KernelWidth,
    int StrideHeight, int StrideWidth, int PaddingHeight, int PaddingWidth)
{
    /// <summary>
    /// ⌊(InHeight + 2·PaddingHeight − KernelHeight) / StrideHeight⌋ + 1, or 0 where the kernel is larger than the padded image.
    /// </summary>
    public int OutHeight => SlidingWindow.Positions(InHeight, PaddingHeight, KernelHeight, StrideHeight);

    /// <summary>
    /// ⌊(InWidth + 2·PaddingWidth − KernelWidth) / StrideWidth⌋ + 1, or 0 where the kernel is larger than the padded image.
    /// </summary>
    public int OutWidth => SlidingWindow.Positions(InWidth, PaddingWidth, KernelWidth, StrideWidth);
}

/// <summary>
/// A pooling's tensors, dense. Indices (Int32, the shape of Y) belong to max pooling: the position of each maximum in its
/// plane, row·InWidth + column, the first where several are equal; a NaN counts as the maximum, the first NaN where there are
/// several. The gradient of max pooling is a <see cref="Gather.ScatterAdd"/> with Outer = Planes, SourceSize =
/// InHeight·InWidth, IndexSize = OutHeight·OutWidth, Inner = 1 and index strides (IndexSize, 1, 1).
/// </summary>
public readonly record struct Pool2dArguments(
    DType Type, Pool2dGeometry Geometry, BufferView X, BufferView Y, BufferView? Indices = null);

/// <summary>
/// Pooling; float32 and float64. A window separates into its rows and its columns: KernelHeight + KernelWidth additions (or
/// comparisons) per output at stride 1 instead of their product, most of them along whole rows. Each input is read once
/// from memory and each output written once, which bounds the time of small windows.
/// </summary>
/// <remarks>
/// Per output and in float32, with strides s: memory gives 4·sh·sw bytes and takes 4, or 8 with the index of a maximum.
/// Averaging adds kh rows of the image into one row of column sums, kh·sw additions per output, then kw of those, and divides:
/// 7 operations for a 3×3 window at stride 1 and also for 2×2 at stride 2, where nothing is shared between windows. Windows
/// that overlap read a row kh/sh times, all but the first from the cache. Max does the same with comparisons, each of which
/// selects a value and an index as wide, so that it does more than twice the work. A next version would have a loop of its own
/// for 2×2 at stride 2 without the row in between, whose columns are read with a stride and not as vectors; for large windows
/// it would carry running sums, or the running maxima of van Herk (1992), whose cost per output does not grow with the window.
/// </remarks>
public static class Pool2d
{
    /// <summary>Y = the mean of each window of X.</summary>
    public static readonly Kernel<Pool2dArguments> Average = new("average_pool2d", CpuPool2d.Average, GpuPool2d.Average);

    /// <summary>X from Y: the transposed linear map of <see cref="Average"/>.</summary>
    public static readonly Kernel<Pool2dArguments> AverageInputGradient =
        new("average_pool2d_input_gradient", CpuPool2d.AverageInputGradient, GpuPool2d.AverageInputGradient);

    /// <summary>Y = the maximum of each window of X, and Indices.</summary>
    public static readonly Kernel<Pool2dArguments> Max = new("max_pool2d", CpuPool2d.Max, GpuPool2d.Max);
}
