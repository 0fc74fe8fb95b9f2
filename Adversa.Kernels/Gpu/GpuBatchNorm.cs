using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>Batch normalization on a device.</summary>
internal static class GpuBatchNorm
{
    /// <summary>Groups that keep a device busy.</summary>
    private const int ManyGroups = 512;

    /// <summary>A chunk is worth a group from as many elements on.</summary>
    private const int SmallestChunk = 4 * BatchNormKernels.GroupSize;

    public static void Statistics(GpuDevice device, in BatchNormArguments a)
    {
        if (!a.Type.IsFloating()) throw UnsupportedType.For("batch_norm_statistics", a.Type);
        if (a.Channels == 0) return;
        var plan = new GpuReducePlan(
            new Axes(a.Channels), new Axes(a.Plane), new Axes(a.Batch, a.Plane), new Axes(checked(a.Channels * a.Plane), 1));
        GpuReduce.Moments(device, a.Type, plan, a.X, a.Mean, a.Variance);
    }

    public static void Normalize(GpuDevice device, in BatchNormArguments a)
    {
        if (!a.Type.IsFloating()) throw UnsupportedType.For("batch_norm", a.Type);
        BatchNormSizes sizes = Sizes(a.Batch, a.Channels, a.Plane, a.Gamma, a.Beta);
        Grouped.BatchNormalize(
            device, a.Type, Elements(sizes), a.X, a.Mean, a.Variance, a.Gamma ?? a.Mean, a.Beta ?? a.Mean, a.Y, sizes, a.Epsilon);
    }

    public static void Backward(GpuDevice device, in BatchNormBackwardArguments a)
    {
        if (!a.Type.IsFloating()) throw UnsupportedType.For("batch_norm_backward", a.Type);
        if (a.Channels == 0) return;
        BatchNormSizes sizes = Sizes(a.Batch, a.Channels, a.Plane, a.Gamma, null);
        int chunks = checked(sizes.Channels * sizes.Chunks);
        DeviceBuffer partial = device.Memory.Rent(2L * chunks * a.Type.Size());
        try
        {
            (BufferView sums, BufferView products) = (new(partial, 0), new(partial, chunks));
            Grouped.BatchNormSums(
                device, a.Type, new Extent(chunks), a.X, a.Mean, a.Variance, a.GradY, sums, products, sizes, a.Epsilon);
            Extent channels = Extent.Covering(sizes.Channels, BatchNormKernels.GroupSize);
            Grouped.BatchNormJoinSums(device, a.Type, channels, sums, products, a.GradGamma, a.GradBeta, sizes);
        }
        finally
        {
            device.Memory.Return(partial);
        }

        Grouped.BatchNormInputGradient(
            device, a.Type, Elements(sizes), a.X, a.Mean, a.Variance, a.Gamma ?? a.Mean, a.GradY, a.GradGamma, a.GradBeta,
            a.GradX, sizes, a.Epsilon);
    }

    private static Extent Elements(in BatchNormSizes sizes) =>
        Extent.Covering(checked(sizes.Channels * sizes.PerChannel), BatchNormKernels.GroupSize);

    private static BatchNormSizes Sizes(int batch, int channels, int plane, BufferView? gamma, BufferView? beta)
    {
        int count = checked(batch * plane);
        var chunks = Chunks.Of(count, Division.Ceiling(ManyGroups, Math.Max(1, channels)), SmallestChunk);
        return new BatchNormSizes(
            batch, channels, plane, chunks.Count, chunks.Length, gamma is null ? 0 : 1, beta is null ? 0 : 1);
    }
}
