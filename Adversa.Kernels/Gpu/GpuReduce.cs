using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>Reductions on a device. Those of few outputs run twice, the second time over the results of chunks.</summary>
internal static class GpuReduce
{
    private static readonly Family Sums = new(Grouped.ReduceByItems_SumOf, Grouped.ReduceByWarps_SumOf);
    private static readonly Family Maxima = new(Grouped.ReduceByItems_MaxOf, Grouped.ReduceByWarps_MaxOf);

    private static readonly Family SquaredDeviations =
        new(Grouped.ReduceByItems_SquaredDeviation, Grouped.ReduceByWarps_SquaredDeviation);

    private delegate void Launch(
        GpuDevice device, DType type, Extent groups, BufferView x, BufferView mean, BufferView y, ReduceSpace space,
        double divisor);

    public static void Run(GpuDevice device, in ReduceArguments a)
    {
        if (!a.Type.IsFloating()) throw UnsupportedType.For("reduce", a.Type);
        var plan = new GpuReducePlan(a.KeptSizes, a.KeptStrides, a.ReducedSizes, a.ReducedStrides);
        switch (a.Reduction)
        {
            case Reduction.Sum: Run(device, a.Type, plan, Sums, Sums, a.X, a.X, a.Y, 1); break;
            case Reduction.Mean: Run(device, a.Type, plan, Sums, Sums, a.X, a.X, a.Y, plan.Space.Count); break;
            case Reduction.Max: Run(device, a.Type, plan, Maxima, Maxima, a.X, a.X, a.Y, 1); break;
            case Reduction.Variance: Variance(device, a.Type, plan, a.X, a.Y); break;
            default: throw new NotSupportedException($"reduce: there is no reduction {a.Reduction}.");
        }
    }

    /// <summary>Mean and biased variance of each output's elements.</summary>
    public static void Moments(
        GpuDevice device, DType type, in GpuReducePlan plan, BufferView x, BufferView mean, BufferView variance)
    {
        int count = plan.Space.Count;
        Run(device, type, plan, Sums, Sums, x, x, mean, count);
        Run(device, type, plan, SquaredDeviations, Sums, x, mean, variance, count);
    }

    private static void Variance(GpuDevice device, DType type, in GpuReducePlan plan, BufferView x, BufferView y)
    {
        DeviceBuffer mean = device.Memory.Rent((long)plan.Space.Outputs * type.Size());
        try
        {
            Moments(device, type, plan, x, new BufferView(mean, 0), y);
        }
        finally
        {
            device.Memory.Return(mean);
        }
    }

    /// <summary>Reduces x by one family of kernels, and the results of chunks, if there are several, by another.</summary>
    private static void Run(
        GpuDevice device, DType type, in GpuReducePlan plan, in Family family, in Family join,
        BufferView x, BufferView mean, BufferView y, double divisor)
    {
        if (plan.Space.Chunks == 1)
        {
            family.Of(plan)(device, type, plan.Groups, x, mean, y, plan.Space, divisor);
            return;
        }

        DeviceBuffer buffer = device.Memory.Rent((long)plan.Space.Outputs * plan.Space.Chunks * type.Size());
        try
        {
            var partial = new BufferView(buffer, 0);
            family.Of(plan)(device, type, plan.Groups, x, mean, partial, plan.Space, 1);
            GpuReducePlan ofChunks = plan.OfChunks();
            join.Of(ofChunks)(device, type, ofChunks.Groups, partial, partial, y, ofChunks.Space, divisor);
        }
        finally
        {
            device.Memory.Return(buffer);
        }
    }

    /// <summary>The kernels of one reduction.</summary>
    private readonly record struct Family(Launch ByItems, Launch ByGroups)
    {
        public Launch Of(in GpuReducePlan plan) => plan.IsByItems ? ByItems : ByGroups;
    }
}
