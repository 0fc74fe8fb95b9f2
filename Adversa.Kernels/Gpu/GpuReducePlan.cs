using Adversa.Kernels.Cpu.Strided;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>How a reduction is cut up on a device, from shapes and strides alone.</summary>
internal readonly record struct GpuReducePlan
{
    /// <summary>Fewer elements than this are one work-item's.</summary>
    private const int FewElements = 64;

    /// <summary>Work-items that keep a device busy.</summary>
    private const int ManyItems = 64 * 1024;

    /// <summary>A chunk is worth having from as many elements for each of its work-items on.</summary>
    private const int ElementsPerItem = 16;

    /// <summary>Plans for x at KeptStrides and ReducedStrides, and a dense result.</summary>
    public GpuReducePlan(Axes keptSizes, Axes keptStrides, Axes reducedSizes, Axes reducedStrides)
    {
        var kept = StridedSpace.Collapse(keptSizes, keptSizes.RowMajorStrides, keptStrides);
        var reduced = StridedSpace.Collapse(reducedSizes, reducedStrides, reducedStrides);
        (int outputs, int count) = (kept.Count, reduced.Count);
        Extent.CheckCount(count, ReduceKernels.GroupSize);
        bool hasColumns = kept.InnerSecond == 1 && reduced.InnerFirst != 1;
        IsByItems = count < FewElements || hasColumns;

        int itemsPerChunk = IsByItems ? 1 : ReduceKernels.GroupSize;
        long items = (long)outputs * itemsPerChunk;
        var chunks = Chunks.Of(count, items == 0 ? 1 : ManyItems / items, itemsPerChunk * ElementsPerItem);
        Space = new ReduceSpace(
            outputs, count, chunks.Count, chunks.Length,
            Steps.Of(kept.Sizes, 1), Steps.Of(kept.Second, 0), Steps.Of(reduced.Sizes, 1), Steps.Of(reduced.First, 0));
    }

    /// <summary>What the kernels are told.</summary>
    public ReduceSpace Space { get; private init; }

    /// <summary>Whether a work-item has an output of its own; else a group shares one.</summary>
    public bool IsByItems { get; private init; }

    /// <summary>The groups of a launch.</summary>
    public Extent Groups => IsByItems
        ? Extent.Covering(Space.Outputs, ReduceKernels.GroupSize) with { Y = Space.Chunks }
        : new Extent(checked(Space.Outputs * Space.Chunks));

    /// <summary>The reduction of the chunks' results, which lie in a row for each output.</summary>
    public GpuReducePlan OfChunks() => new()
    {
        IsByItems = Space.Chunks < FewElements,
        Space = new ReduceSpace(
            Space.Outputs, Space.Chunks, 1, Space.Chunks,
            Steps.Of(new Axes(Space.Outputs), 1), Steps.Of(new Axes(Space.Chunks), 0),
            Steps.Of(new Axes(Space.Chunks), 1), Steps.Of(new Axes(1), 0)),
    };
}
