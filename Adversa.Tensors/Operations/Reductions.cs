using Adversa.Kernels;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

/// <summary>Reductions over any axes.</summary>
public static class Reductions
{
    /// <summary>Σ x over the axes, or over all when none are named.</summary>
    public static Tensor Sum(this Tensor x, ReadOnlySpan<int> axes = default, bool keepDims = false) =>
        x.Reduce(Reduction.Sum, axes, keepDims);

    /// <summary>The mean over the axes, or over all when none are named.</summary>
    public static Tensor Mean(this Tensor x, ReadOnlySpan<int> axes = default, bool keepDims = false) =>
        x.Reduce(Reduction.Mean, axes, keepDims);

    /// <summary>The maximum over the axes, or over all when none are named.</summary>
    public static Tensor Max(this Tensor x, ReadOnlySpan<int> axes = default, bool keepDims = false) =>
        x.Reduce(Reduction.Max, axes, keepDims);

    /// <summary>The biased variance, Σ(x−mean)²/n, over the axes, or over all when none are named.</summary>
    public static Tensor Variance(this Tensor x, ReadOnlySpan<int> axes = default, bool keepDims = false) =>
        x.Reduce(Reduction.Variance, axes, keepDims);

    /// <summary>
    /// The sum over all axes along which <paramref name="shape"/> was broadcast to this shape: the adjoint of Expand.
    /// </summary>
    /// <exception cref="ArgumentException">The shape does not broadcast to this one.</exception>
    public static Tensor SumTo(this Tensor x, Shape shape)
    {
        if (x.Shape == shape) return x;
        int added = x.Rank - shape.Rank;
        if (added < 0) throw new ArgumentException($"SumTo: {shape} does not broadcast to {x.Shape}.");
        Span<int> axes = stackalloc int[x.Rank];
        int count = 0;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            int size = axis < added ? 1 : shape[axis - added];
            if (size != 1 && size != x.Shape[axis])
                throw new ArgumentException($"SumTo: {shape} does not broadcast to {x.Shape}.");
            if (axis < added || (size == 1 && x.Shape[axis] != 1)) axes[count++] = axis;
        }

        return count == 0 ? x : x.Sum(axes[..count]).Reshape(shape);
    }

    private static Tensor Reduce(this Tensor x, Reduction reduction, ReadOnlySpan<int> axes, bool keepDims)
    {
        Elementwise.RequireFloating(reduction.ToString(), x);
        int mask = 0;
        foreach (int axis in axes) mask |= 1 << x.Shape.NormalizeAxis(axis);
        if (axes.IsEmpty) mask = (1 << x.Rank) - 1;

        Span<int> kept = stackalloc int[2 * x.Rank], reduced = stackalloc int[2 * x.Rank], result = stackalloc int[x.Rank];
        int keptCount = 0, reducedCount = 0, resultCount = 0;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            bool reduces = (mask & (1 << axis)) != 0;
            if (reduces) (reduced[reducedCount], reduced[x.Rank + reducedCount++]) = (x.Shape[axis], x.Strides[axis]);
            else (kept[keptCount], kept[x.Rank + keptCount++]) = (x.Shape[axis], x.Strides[axis]);
            if (!reduces || keepDims) result[resultCount++] = reduces ? 1 : x.Shape[axis];
        }

        Tensor y = Tensor.Empty(Shape.Create(result[..resultCount]), x.DType, x.Device);
        x.Device.Launch(Kernels.Sources.Reduce.Kernel, new ReduceArguments(
            x.DType, reduction, x.Data,
            new Axes(kept[..keptCount]), new Axes(kept.Slice(x.Rank, keptCount)),
            new Axes(reduced[..reducedCount]), new Axes(reduced.Slice(x.Rank, reducedCount)), y.Data));
        return y;
    }
}
