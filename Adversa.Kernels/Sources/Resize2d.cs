using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>How a resized pixel is read from the old ones. Pixel centres as in PyTorch with align_corners false.</summary>
public enum Interpolation
{
    /// <summary>The pixel at ⌊i·in/out⌋, in integers: exact for every pair of sizes.</summary>
    Nearest,

    /// <summary>
    /// Linear in each direction at (i+½)·in/out − ½, clamped to the image. Shrinking reads the two nearest pixels and skips
    /// others: there is no antialiasing.
    /// </summary>
    Bilinear,
}

/// <summary>
/// X [Planes, InHeight, InWidth] to Y [Planes, OutHeight, OutWidth], both dense, no image size 0. The forward kernel reads X
/// and writes Y; the input-gradient kernel, its adjoint, reads Y and writes X.
/// </summary>
public readonly record struct Resize2dArguments(
    DType Type, Interpolation Interpolation, int Planes,
    int InHeight, int InWidth, int OutHeight, int OutWidth, BufferView X, BufferView Y)
{
    /// <summary>Throws unless images of such sizes can be resized. The kernels call it before they read or write.</summary>
    /// <exception cref="NotSupportedException">The type is not real.</exception>
    /// <exception cref="ArgumentException">An image has no pixels.</exception>
    public void Check()
    {
        if (!Type.IsFloating()) throw UnsupportedType.For("resize2d", Type);
        if (Math.Min(InHeight, InWidth) >= 1 && Math.Min(OutHeight, OutWidth) >= 1) return;
        throw new ArgumentException(
            $"resize2d: from {InHeight} x {InWidth} to {OutHeight} x {OutWidth} pixels, but no size may be 0.");
    }
}

/// <summary>
/// Resizing of images; float32 and float64. Both interpolations separate into rows and columns; where a row and a column come
/// from is computed once per launch. Every pixel is read and written about once, so that memory bounds the time: doubling by
/// Nearest, the generators' case, is two stores per load and a copy of each row. <see cref="ArgumentException"/> for an image
/// without pixels.
/// </summary>
/// <remarks>
/// Doubling both sides moves 5 bytes of float32 per output: a fourth of an input is read and an output written. Nearest does no
/// arithmetic. Bilinear blends two input rows (about 3 operations for each of InWidth elements, by vectors), then two columns
/// of that row: 4 operations per output and two look-ups in a table of sources, one output at a time. The adjoints take the
/// same steps backwards: they read each output once and add it to a plane of x that was set to zero before. A next version
/// would do the columns by vector gathers, or, for doubling, by the fixed weights ¼ and ¾ without a table; and the convolution
/// that often follows could read its pixels from the small image, so that the large one is never written.
/// </remarks>
public static class Resize2d
{
    /// <summary>Y from X.</summary>
    public static readonly Kernel<Resize2dArguments> Forward = new("resize2d", CpuResize2d.Forward, GpuResize2d.Forward);

    /// <summary>X from Y: the transposed linear map.</summary>
    public static readonly Kernel<Resize2dArguments> InputGradient =
        new("resize2d_input_gradient", CpuResize2d.InputGradient, GpuResize2d.InputGradient);
}
