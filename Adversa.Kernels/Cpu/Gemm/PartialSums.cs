using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// Writes one chunk's share of a product whose sum is made in several chunks: partial [Batch·Chunks, Rows, Columns].
/// </summary>
internal readonly unsafe struct PartialWriter<T>(T* partial, ProductShape shape) : ITileWriter<T> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int batch, int row, int rows, int column, int columns, T* tile, int pitch)
    {
        for (int r = 0; r < rows; r++)
        {
            long index = ((long)batch * shape.Rows + row + r) * shape.Columns + column;
            PanelCopy.Row(tile + r * pitch, columns, partial + index);
        }
    }
}

/// <summary>Adds the chunks of a product, in their order, and hands the sums to the product's own writer.</summary>
internal static unsafe class PartialSums
{
    private const int ElementsPerTask = 1 << 15;

    public static void Combine<T, TWriter>(CpuDevice device, ProductPlan plan, T* partial, TWriter writer)
        where T : unmanaged
        where TWriter : struct, ITileWriter<T>
    {
        ProductShape shape = plan.Shape;
        int rowsPerTask = Math.Clamp(ElementsPerTask / shape.Columns, 1, shape.Rows);
        int rowBlocks = Division.Ceiling(shape.Rows, rowsPerTask);
        device.Team.Run(shape.Batch * rowBlocks, (task, _) =>
        {
            (int batch, int rowBlock) = Math.DivRem(task, rowBlocks);
            int row = rowBlock * rowsPerTask, rows = Math.Min(rowsPerTask, shape.Rows - row);
            long chunkSize = (long)shape.Rows * shape.Columns;
            T* sum = partial + batch * plan.Chunks * chunkSize + (long)row * shape.Columns;
            for (int chunk = 1; chunk < plan.Chunks; chunk++) Add(sum, sum + chunk * chunkSize, (long)rows * shape.Columns);
            writer.Write(batch, row, rows, 0, shape.Columns, sum, shape.Columns);
        });
    }

    /// <summary>sum[i] += part[i]; nothing for a count below 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(T* sum, T* part, long count) where T : unmanaged
    {
        long i = 0;
        for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
            (Vector512.Load(sum + i) + Vector512.Load(part + i)).Store(sum + i);
        for (; i < count; i++) sum[i] = (Vector128.CreateScalar(sum[i]) + Vector128.CreateScalar(part[i])).ToScalar();
    }
}
