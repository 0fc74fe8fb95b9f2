using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>Resizing on a device.</summary>
internal static class GpuResize2d
{
    /// <summary>Kernels compute positions as fractions over twice an axis's size, in 32 bits.</summary>
    private const long LongestAxes = 1L << 30;

    public static void Forward(GpuDevice device, in Resize2dArguments a)
    {
        Resize2dSizes sizes = CheckedSizes(a);
        Extent groups = Groups(a.Planes, a.OutHeight, a.OutWidth);
        if (a.Interpolation == Interpolation.Nearest) Grouped.ResizeNearest(device, a.Type, groups, a.X, a.Y, sizes);
        else Grouped.ResizeBilinear(device, a.Type, groups, a.X, a.Y, sizes);
    }

    public static void InputGradient(GpuDevice device, in Resize2dArguments a)
    {
        Resize2dSizes sizes = CheckedSizes(a);
        Extent groups = Groups(a.Planes, a.InHeight, a.InWidth);
        if (a.Interpolation == Interpolation.Nearest)
            Grouped.ResizeNearestInputGradient(device, a.Type, groups, a.X, a.Y, sizes);
        else
            Grouped.ResizeBilinearInputGradient(device, a.Type, groups, a.X, a.Y, sizes);
    }

    private static Resize2dSizes CheckedSizes(in Resize2dArguments a)
    {
        a.Check();
        if ((long)a.InHeight * a.OutHeight > LongestAxes || (long)a.InWidth * a.OutWidth > LongestAxes)
        {
            throw new ArgumentException(
                $"resize2d: from {a.InHeight} x {a.InWidth} to {a.OutHeight} x {a.OutWidth} pixels; on a device the old size " +
                $"times the new one may be at most {LongestAxes} along each axis.");
        }

        return new Resize2dSizes(a.Planes, a.InHeight, a.InWidth, a.OutHeight, a.OutWidth);
    }

    private static Extent Groups(int planes, int height, int width) =>
        Extent.Covering(checked(planes * height * width), Resize2dKernels.GroupSize);
}
