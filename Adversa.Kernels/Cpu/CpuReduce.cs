using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Reductions;
using Adversa.Kernels.Cpu.Strided;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Reductions on the CPU. Each element of x is read from memory once and costs one addition (variance: read again from the
/// cache, three operations more), so a large reduction runs at the speed of memory. Two loops do all the work, both with eight
/// doubles at a time: <see cref="ReduceRows"/> where a reduced axis is contiguous, <see cref="ReduceColumns"/> where a kept
/// one is. <see cref="ReductionPlan"/> cuts the work into tasks. A faster version would add several float32 vectors before
/// it widens them, which pays only for data that is in the cache already.
/// </summary>
internal static unsafe class CpuReduce
{
    public static void Run(CpuDevice device, in ReduceArguments arguments)
    {
        switch (arguments.Type)
        {
            case DType.Float32: Run<float>(device, arguments); break;
            case DType.Float64: Run<double>(device, arguments); break;
            default: throw UnsupportedType.For("reduce", arguments.Type);
        }
    }

    /// <summary>Mean and biased variance of each output's elements, in one pass over memory.</summary>
    public static void Moments<T, TResult>(CpuDevice device, in ReductionPlan plan, T* x, TResult* mean, TResult* variance)
        where T : unmanaged, INumberBase<T>
        where TResult : unmanaged, INumberBase<TResult> =>
        Run<T, TResult, MomentsStep>(device, plan, x, variance, mean, plan.ReducedCount);

    private static void Run<T>(CpuDevice device, in ReduceArguments arguments) where T : unmanaged, INumberBase<T>
    {
        var plan = new ReductionPlan(
            arguments.KeptSizes, arguments.KeptStrides, arguments.ReducedSizes, arguments.ReducedStrides);
        T* x = arguments.X.Pointer<T>();
        T* y = arguments.Y.Pointer<T>();
        switch (arguments.Reduction)
        {
            case Reduction.Sum: Run<T, T, AccumulationStep<SumAccumulation>>(device, plan, x, y, null, 1); break;
            case Reduction.Mean: Run<T, T, AccumulationStep<SumAccumulation>>(device, plan, x, y, null, plan.ReducedCount); break;
            case Reduction.Max: Run<T, T, AccumulationStep<MaxAccumulation>>(device, plan, x, y, null, 1); break;
            case Reduction.Variance: Run<T, T, MomentsStep>(device, plan, x, y, null, plan.ReducedCount); break;
            default: throw new NotSupportedException($"reduce: there is no reduction {arguments.Reduction}.");
        }
    }

    private static void Run<T, TResult, TStep>(
        CpuDevice device, ReductionPlan plan, T* x, TResult* y, TResult* mean, double divisor)
        where T : unmanaged, INumberBase<T>
        where TResult : unmanaged, INumberBase<TResult>
        where TStep : IReductionStep
    {
        if (plan.Chunks == 1)
        {
            device.Team.Run(plan.Split.Tasks, (task, _) => RunTask<T, TResult, TStep>(plan, task, x, y, mean, divisor, null));
            return;
        }

        DeviceBuffer buffer = device.Memory.Rent((long)plan.Items * 2 * plan.Room * sizeof(double));
        try
        {
            double* partials = new BufferView(buffer, 0).Pointer<double>();
            device.Team.Run(plan.Split.Tasks, (task, _) => RunTask<T, TResult, TStep>(plan, task, x, y, mean, divisor, partials));
            JoinChunks<TResult, TStep>(plan, y, mean, divisor, partials);
        }
        finally
        {
            device.Memory.Return(buffer);
        }
    }

    /// <summary>Runs through a task's items; their results go to y and mean, or to partials if there are any.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTask<T, TResult, TStep>(
        in ReductionPlan plan, int task, T* x, TResult* y, TResult* mean, double divisor, double* partials)
        where T : unmanaged, INumberBase<T>
        where TResult : unmanaged, INumberBase<TResult>
        where TStep : IReductionStep
    {
        int room = plan.Room;
        double* scratch = stackalloc double[4 * room];
        (int item, int last) = plan.Split.Items(task);
        (int group, int chunk) = Math.DivRem(item, plan.Chunks);
        (int row, int block) = Math.DivRem(group, plan.Blocks);
        var walk = new StridedWalk(plan.Kept, row);
        for (; item < last; item++)
        {
            double* result = partials == null ? scratch : partials + (long)item * 2 * room;
            int column = block * ReduceColumns.BlockWidth;
            int width = Math.Min(plan.Columns - column, ReduceColumns.BlockWidth);
            int begin = chunk * plan.ChunkLength;
            int end = begin + Math.Min(plan.ReducedCount - begin, plan.ChunkLength);
            TStep.Reduce(plan, x + walk.First + column, begin, end, width, result, result + room, scratch + 2 * room);
            if (partials == null) Write(plan, walk.Second, column, width, result, y, mean, divisor);

            if (++chunk < plan.Chunks) continue;
            chunk = 0;
            if (++block < plan.Blocks) continue;
            block = 0;
            walk.Next();
        }
    }

    private static void JoinChunks<TResult, TStep>(
        in ReductionPlan plan, TResult* y, TResult* mean, double divisor, double* partials)
        where TResult : unmanaged, INumberBase<TResult>
        where TStep : IReductionStep
    {
        int room = plan.Room;
        int rows = plan.Kept.Count;
        var walk = new StridedWalk(plan.Kept, 0);
        double* result = partials;
        for (int row = 0; row < rows; row++, walk.Next())
        {
            for (int block = 0; block < plan.Blocks; block++)
            {
                int column = block * ReduceColumns.BlockWidth;
                int width = Math.Min(plan.Columns - column, ReduceColumns.BlockWidth);
                double* more = result + 2 * room;
                for (int chunk = 1; chunk < plan.Chunks; chunk++, more += 2 * room)
                {
                    int count = chunk * plan.ChunkLength;
                    int length = Math.Min(plan.ChunkLength, plan.ReducedCount - count);
                    TStep.Join(result, result + room, count, more, more + room, length, width);
                }

                Write(plan, walk.Second, column, width, result, y, mean, divisor);
                result = more;
            }
        }
    }

    private static void Write<TResult>(
        in ReductionPlan plan, long offset, int column, int width, double* result, TResult* y, TResult* mean, double divisor)
        where TResult : unmanaged, INumberBase<TResult>
    {
        for (int j = 0; j < width; j++)
        {
            long place = offset + (column + j) * plan.ColumnStride;
            y[place] = TResult.CreateTruncating(result[j] / divisor);
            if (mean != null) mean[place] = TResult.CreateTruncating(result[plan.Room + j]);
        }
    }
}
