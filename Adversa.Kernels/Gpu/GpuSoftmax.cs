using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>Softmax on a device.</summary>
internal static class GpuSoftmax
{
    /// <summary>Rows up to this size are one work-item's.</summary>
    private const int ShortRow = 64;

    public static void Run(GpuDevice device, in SoftmaxArguments a)
    {
        if (!a.Type.IsFloating()) throw UnsupportedType.For("softmax", a.Type);
        int rows = checked(a.Outer * a.Inner);
        if (rows == 0 || a.Size == 0) return;
        var sizes = new SoftmaxSizes(a.Outer, a.Size, a.Inner, a.Logarithm ? 1 : 0);
        if (a.Size <= ShortRow)
            Grouped.SoftmaxByItems(device, a.Type, Extent.Covering(rows, SoftmaxKernels.GroupSize), a.X, a.Y, sizes);
        else
            Grouped.SoftmaxByGroups(device, a.Type, new Extent(rows), a.X, a.Y, sizes);
    }
}
