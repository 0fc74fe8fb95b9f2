using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>Reading by index and its adjoint on a device.</summary>
internal static class GpuGather
{
    /// <summary>With as many columns, a work-item for each keeps a device busy.</summary>
    private const int ManyColumns = 4096;

    private static readonly FaultMessage OutOfRange = new((place, index, size) =>
        $"gather or scatter_add: index {index}, number {place} in the order [o,j,i], is outside 0 … {size - 1}, the axis of " +
        $"size {size}.");

    public static void Run(GpuDevice device, in GatherArguments a)
    {
        CheckTypes("gather", a);
        Extent groups = Groups(checked(a.Outer * a.IndexSize * a.Inner));
        BufferView faults = device.Faults.View(OutOfRange);
        if (a.IndexType == DType.Int32)
            Grouped.Gather_Int32Index(device, a.Type, groups, a.Index, a.X, a.Y, Sizes(a), faults);
        else
            Grouped.Gather_Int64Index(device, a.Type, groups, a.Index, a.X, a.Y, Sizes(a), faults);
    }

    public static void ScatterAdd(GpuDevice device, in GatherArguments a)
    {
        CheckTypes("scatter_add", a);
        int columns = checked(a.Outer * a.Inner);
        // Of an empty axis there are no elements, but indices all the same, which are all outside.
        if (columns >= ManyColumns || a.SourceSize == 0) ScatterAddColumns(device, a, Groups(columns));
        else ScatterAddElements(device, a, Groups(checked(columns * a.SourceSize)));
    }

    private static void ScatterAddColumns(GpuDevice device, in GatherArguments a, Extent groups)
    {
        BufferView faults = device.Faults.View(OutOfRange);
        if (a.IndexType == DType.Int32)
            Grouped.ScatterAddColumns_Int32Index(device, a.Type, groups, a.Index, a.X, a.Y, Sizes(a), faults);
        else
            Grouped.ScatterAddColumns_Int64Index(device, a.Type, groups, a.Index, a.X, a.Y, Sizes(a), faults);
    }

    private static void ScatterAddElements(GpuDevice device, in GatherArguments a, Extent groups)
    {
        BufferView faults = device.Faults.View(OutOfRange);
        if (a.IndexType == DType.Int32)
            Grouped.ScatterAddElements_Int32Index(device, a.Type, groups, a.Index, a.X, a.Y, Sizes(a), faults);
        else
            Grouped.ScatterAddElements_Int64Index(device, a.Type, groups, a.Index, a.X, a.Y, Sizes(a), faults);
    }

    private static GatherSizes Sizes(in GatherArguments a) => new(
        a.Outer, a.SourceSize, a.IndexSize, a.Inner, a.IndexOuterStride, a.IndexStride, a.IndexInnerStride);

    private static Extent Groups(int count) => Extent.Covering(count, GatherKernels.GroupSize);

    private static void CheckTypes(string kernel, in GatherArguments a)
    {
        if (a.Type.IsFloating() && a.IndexType is (DType.Int32 or DType.Int64)) return;
        throw new ArgumentException(
            $"{kernel}: elements of {a.Type} by indices of {a.IndexType}; Float32 or Float64 by Int32 or Int64 were expected.");
    }
}
