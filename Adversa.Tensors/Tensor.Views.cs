using Adversa.Kernels;

namespace Adversa.Tensors;

public sealed partial class Tensor
{
    /// <summary>Another tensor that looks at the same elements.</summary>
    public Tensor Alias() => View(Shape, Strides, _offset);

    /// <summary>
    /// The same elements, in row-major order, under another shape; one size may be −1 and is then computed. Shares memory where
    /// the strides allow it, else copies.
    /// </summary>
    /// <exception cref="ArgumentException">The element counts differ.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> sizes)
    {
        Shape shape = ResolveSizes(sizes);
        if (shape == Shape) return Alias();
        return IsDense ? View(shape, shape.RowMajorStrides, _offset) : Clone().Reshape(shape);
    }

    /// <summary>The same elements under another shape; shares memory where the strides allow it, else copies.</summary>
    /// <exception cref="ArgumentException">The element counts differ.</exception>
    public Tensor Reshape(Shape shape) => Reshape(shape.Sizes.Span);

    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of this. A view.</summary>
    /// <exception cref="ArgumentException">The order does not name each axis once.</exception>
    public Tensor Permute(params ReadOnlySpan<int> order)
    {
        Span<int> sizes = stackalloc int[Rank], strides = stackalloc int[Rank];
        if (order.Length != Rank) throw NotAPermutation(order);
        int seen = 0;
        for (int axis = 0; axis < Rank; axis++)
        {
            int from = Shape.NormalizeAxis(order[axis]);
            if ((seen & (1 << from)) != 0) throw NotAPermutation(order);
            seen |= 1 << from;
            (sizes[axis], strides[axis]) = (Shape[from], Strides[from]);
        }

        return View(Shape.Create(sizes), new Axes(strides), _offset);
    }

    /// <summary>Two axes exchanged. A view.</summary>
    public Tensor Transpose(int axis0 = -2, int axis1 = -1)
    {
        Span<int> order = stackalloc int[Rank];
        for (int axis = 0; axis < Rank; axis++) order[axis] = axis;
        (axis0, axis1) = (Shape.NormalizeAxis(axis0), Shape.NormalizeAxis(axis1));
        (order[axis0], order[axis1]) = (axis1, axis0);
        return Permute(order);
    }

    /// <summary>
    /// Every <paramref name="step"/>-th of the positions from <paramref name="start"/> on, <paramref name="length"/> of them,
    /// along one axis. A view.
    /// </summary>
    /// <exception cref="ArgumentException">A position lies outside the axis.</exception>
    public Tensor Slice(int axis, int start, int length, int step = 1)
    {
        axis = Shape.NormalizeAxis(axis);
        if (start < 0 || length < 0 || step < 1 || (length == 0 ? start : start + (length - 1) * (long)step + 1) > Shape[axis])
        {
            throw new ArgumentException(
                $"Slice of {length} from {start} with step {step} does not fit into axis {axis} of shape {Shape}.");
        }

        Span<int> strides = stackalloc int[Rank];
        Strides.Span.CopyTo(strides);
        strides[axis] *= step;
        return View(Shape.With(axis, length), new Axes(strides), _offset + start * Strides[axis]);
    }

    /// <summary>Axes of size 1, and new axes in front, repeated to a larger shape without copying. A view.</summary>
    /// <exception cref="ArgumentException">The shape does not broadcast to the larger one.</exception>
    public Tensor Expand(Shape shape) => View(shape, BroadcastStrides(shape), _offset);

    /// <summary>With a new axis of size 1 before axis <paramref name="axis"/>; −1 adds an innermost axis. A view.</summary>
    public Tensor Unsqueeze(int axis)
    {
        if (axis < 0) axis += Rank + 1;
        if (axis < 0 || axis > Rank)
            throw new ArgumentException($"A new axis {axis} does not fit into shape {Shape}.", nameof(axis));
        Span<int> sizes = stackalloc int[Rank + 1], strides = stackalloc int[Rank + 1];
        for (int i = 0; i <= Rank; i++)
            (sizes[i], strides[i]) = i == axis ? (1, 0) : (Shape[i < axis ? i : i - 1], Strides[i < axis ? i : i - 1]);
        return View(Shape.Create(sizes), new Axes(strides), _offset);
    }

    private Tensor View(Shape shape, Axes strides, int offset)
    {
        _ = Data;
        return new Tensor(_storage, DType, shape, strides, offset) { Name = Name };
    }

    private Shape ResolveSizes(ReadOnlySpan<int> sizes)
    {
        Span<int> resolved = stackalloc int[sizes.Length];
        sizes.CopyTo(resolved);
        int open = resolved.IndexOf(-1);
        if (open >= 0)
        {
            resolved[open] = 1;
            int rest = Shape.Create(resolved).Count;
            resolved[open] = rest == 0 ? 0 : Count / rest;
        }

        Shape shape = Shape.Create(resolved);
        return shape.Count == Count
            ? shape
            : throw new ArgumentException(
                $"Reshape: shape {Shape} has {Count} elements, which do not fit into {new Axes(sizes)}.");
    }

    private ArgumentException NotAPermutation(ReadOnlySpan<int> order) =>
        new($"Permute: {new Axes(order)} does not name each axis of shape {Shape} once.");
}
