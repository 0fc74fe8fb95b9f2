using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Sources;

/// <summary>How a resized pixel is read from the old ones. Pixel centres as in PyTorch with align_corners false.</summary>
public enum Interpolation
{
    /// <summary>The pixel at ⌊i·in/out⌋.</summary>
    Nearest,

    /// <summary>Linear in each direction at (i+½)·in/out − ½, clamped to the image.</summary>
    Bilinear,
}

/// <summary>
/// Large [Planes, InHeight, InWidth] to [Planes, OutHeight, OutWidth], both dense. The forward kernel reads X and writes Y;
/// the input-gradient kernel, its adjoint, reads Y and writes X.
/// </summary>
public readonly record struct Resize2dArguments(
    DType Type, Interpolation Interpolation, int Planes, int InHeight, int InWidth, int OutHeight, int OutWidth, BufferView X, BufferView Y);

/// <summary>Resizing of images; float32 and float64.</summary>
public static class Resize2d
{
    /// <summary>Y from X.</summary>
    public static readonly Kernel<Resize2dArguments> Forward = new("resize2d", CpuResize2d.Forward);

    /// <summary>X from Y: the transposed linear map.</summary>
    public static readonly Kernel<Resize2dArguments> InputGradient = new("resize2d_input_gradient", CpuResize2d.InputGradient);
}
