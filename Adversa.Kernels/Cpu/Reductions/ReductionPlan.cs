using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Cpu.Strided;

namespace Adversa.Kernels.Cpu.Reductions;

/// <summary>
/// How a reduction is cut up, from shapes and strides alone. Outputs form groups: one output each, or a block of neighbouring
/// outputs where the kept axis is the contiguous one. Where there are too few groups to go round, the reduced positions of
/// each are cut into chunks, whose results are merged in their order.
/// </summary>
/// <remarks>Fields, not properties: a kernel that asks for a space once per row must not copy it.</remarks>
internal readonly unsafe struct ReductionPlan
{
    private const int ChunkElements = 32 * 1024;
    private const int EnoughGroups = 64;

    /// <summary>Plans for x at KeptStrides and ReducedStrides, and a dense y.</summary>
    public ReductionPlan(Axes keptSizes, Axes keptStrides, Axes reducedSizes, Axes reducedStrides)
    {
        StridedSpace kept = StridedSpace.Collapse(keptSizes, keptStrides, keptSizes.RowMajorStrides);
        Reduced = StridedSpace.Collapse(reducedSizes, reducedStrides, reducedStrides);
        ReducedRows = Reduced.WithoutInner();
        ReducedCount = Reduced.Count;
        HasColumns = kept.InnerFirst == 1 && Reduced.InnerFirst != 1;
        Columns = HasColumns ? kept.InnerSize : 1;
        ColumnStride = HasColumns ? kept.InnerSecond : 0;
        Kept = HasColumns ? kept.WithoutInner() : kept;
        Width = Math.Min(Columns, ReduceColumns.BlockWidth);
        Blocks = Division.Ceiling(Columns, ReduceColumns.BlockWidth);

        int groups = Kept.Count * Blocks;
        ChunkLength = groups < EnoughGroups ? Math.Max(1, ChunkElements / Math.Max(1, Width)) : Math.Max(1, ReducedCount);
        Chunks = Math.Max(1, Division.Ceiling(ReducedCount, ChunkLength));
        Items = groups * Chunks;
        Split = new TaskSplit(Items, (long)Math.Min(ReducedCount, ChunkLength) * Width);
    }

    /// <summary>The kept axes, without the one that columns run along: first operand x, second y.</summary>
    public readonly StridedSpace Kept;

    /// <summary>The reduced axes of x.</summary>
    public readonly StridedSpace Reduced;

    /// <summary>The reduced axes of x but the innermost.</summary>
    public readonly StridedSpace ReducedRows;

    /// <summary>Elements that make one output.</summary>
    public readonly int ReducedCount;

    /// <summary>Whether a group is a block of neighbouring outputs.</summary>
    public readonly bool HasColumns;

    /// <summary>Outputs along the contiguous kept axis.</summary>
    public readonly int Columns;

    /// <summary>Elements of y from one column to the next.</summary>
    public readonly long ColumnStride;

    /// <summary>Columns of the widest block.</summary>
    public readonly int Width;

    /// <summary>Blocks of columns.</summary>
    public readonly int Blocks;

    /// <summary>Reduced positions of one chunk.</summary>
    public readonly int ChunkLength;

    /// <summary>Chunks of one group.</summary>
    public readonly int Chunks;

    /// <summary>Groups times chunks.</summary>
    public readonly int Items;

    /// <summary>How items make tasks.</summary>
    public readonly TaskSplit Split;

    /// <summary>Doubles that hold one result per column of a block, in whole vectors.</summary>
    public int Room => Division.Ceiling(Width, Widened.Count) * Widened.Count;

    /// <summary>
    /// result[j] over reduced positions <paramref name="begin"/> … <paramref name="end"/>−1 for each of a block's columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accumulate<T, TAccumulation>(T* x, int begin, int end, int width, double* result, double* center)
        where T : unmanaged, INumberBase<T>
        where TAccumulation : IAccumulation
    {
        if (HasColumns)
            ReduceColumns.Accumulate<T, TAccumulation>(x, this, begin, end, width, result, center);
        else
            *result = ReduceRows.Accumulate<T, TAccumulation>(x, this, begin, end, *center);
    }
}
