using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Cpu.Reductions;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Gemv;

/// <summary>
/// y[i] = Σ M[i,k]·x[k]. Each element of M is read once, in the order of memory, and costs one multiply-add, so the product runs
/// at the speed of memory; packing M first, as <see cref="Product{T,TA,TB,TWriter}"/> does, would read and write it once more.
/// Where the terms of an output are neighbours, <see cref="MatrixVectorRows"/> sums along a vector's lanes; where the outputs
/// are, <see cref="MatrixVectorColumns"/> keeps one in each lane. Both sum in double, as reductions do.
/// </summary>
internal static unsafe class MatrixVector<T> where T : unmanaged, INumberBase<T>
{
    /// <summary>Whether there is a loop for a matrix that lies so.</summary>
    public static bool CanRun(MatrixOperand<T> m) => m.InnerStride == 1 || m.OutputStride == 1;

    /// <summary>All products of a batch, each of outputs × inner numbers with a vector. An inner of 0 gives zeros.</summary>
    public static void Run(
        CpuDevice device, int batch, int outputs, int inner, MatrixOperand<T> m, VectorOperand<T> x, VectorOperand<T> y)
    {
        if (batch == 0 || outputs == 0) return;
        var plan = new MatrixVectorPlan(batch, outputs, inner, hasRows: m.InnerStride == 1);
        if (plan.Chunks == 1)
        {
            device.Team.Run(plan.Split.Tasks, (task, _) => RunTask(plan, task, m, x, y, null));
            return;
        }

        using var memory = new Scratch<double>(device, (long)plan.Items * plan.Width);
        double* partials = memory.Address;
        device.Team.Run(plan.Split.Tasks, (task, _) => RunTask(plan, task, m, x, y, partials));
        AddChunks(plan, y, partials);
    }

    /// <summary>A task's groups of outputs; their sums go to y, or to partials if there are any.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTask(
        in MatrixVectorPlan plan, int task, MatrixOperand<T> m, VectorOperand<T> x, VectorOperand<T> y, double* partials)
    {
        double* scratch = stackalloc double[plan.Width];
        (int item, int last) = plan.Split.Items(task);
        for (; item < last; item++)
        {
            (int batch, int first, int count) = plan.Outputs(item / plan.Chunks);
            (int begin, int terms) = plan.Terms(item % plan.Chunks);
            double* sums = partials == null ? scratch : partials + (long)item * plan.Width;
            T* block = m.At(batch, first, begin);
            T* factors = x.At(batch, begin);
            if (plan.HasRows) MatrixVectorRows.Multiply(block, m.OutputStride, count, factors, x.Stride, terms, sums);
            else MatrixVectorColumns.Multiply(block, m.InnerStride, count, factors, x.Stride, terms, sums);
            if (partials == null) Write(sums, count, y.At(batch, first), y.Stride);
        }
    }

    /// <summary>Adds the chunks of each group, in their order.</summary>
    private static void AddChunks(in MatrixVectorPlan plan, VectorOperand<T> y, double* partials)
    {
        for (int group = 0; group < plan.Groups; group++)
        {
            (int batch, int first, int count) = plan.Outputs(group);
            double* sums = partials + (long)group * plan.Chunks * plan.Width;
            for (int chunk = 1; chunk < plan.Chunks; chunk++)
                AccumulationStep<SumAccumulation>.Join(sums, null, 0, sums + chunk * plan.Width, null, 0, count);
            Write(sums, count, y.At(batch, first), y.Stride);
        }
    }

    private static void Write(double* sums, int count, T* y, long stride)
    {
        for (int i = 0; i < count; i++) y[i * stride] = T.CreateTruncating(sums[i]);
    }
}
