using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>Pooling on a device.</summary>
internal static class GpuPool2d
{
    public static void Average(GpuDevice device, in Pool2dArguments a)
    {
        RequireFloating("average_pool2d", a);
        Grouped.AveragePool2d(device, a.Type, Outputs(a), a.X, a.Y, a.Geometry);
    }

    public static void AverageInputGradient(GpuDevice device, in Pool2dArguments a)
    {
        RequireFloating("average_pool2d_input_gradient", a);
        Pool2dGeometry g = a.Geometry;
        Extent groups = Groups(g.Planes, g.InHeight, g.InWidth);
        Grouped.AveragePool2dInputGradient(device, a.Type, groups, a.X, a.Y, g);
    }

    public static void Max(GpuDevice device, in Pool2dArguments a)
    {
        RequireFloating("max_pool2d", a);
        if (a.Indices is not { } indices) throw new ArgumentException("max_pool2d: Indices are missing.");
        Grouped.MaxPool2d(device, a.Type, Outputs(a), a.X, a.Y, indices, a.Geometry);
    }

    private static Extent Outputs(in Pool2dArguments a) =>
        Groups(a.Geometry.Planes, a.Geometry.OutHeight, a.Geometry.OutWidth);

    private static Extent Groups(int planes, int height, int width) =>
        Extent.Covering(checked(planes * height * width), Pool2dKernels.GroupSize);

    private static void RequireFloating(string kernel, in Pool2dArguments a)
    {
        if (!a.Type.IsFloating()) throw UnsupportedType.For(kernel, a.Type);
    }
}
