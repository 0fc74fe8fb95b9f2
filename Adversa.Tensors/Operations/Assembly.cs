using Adversa.Kernels;

namespace Adversa.Tensors;

/// <summary>Putting tensors together.</summary>
public static class Assembly
{
    /// <summary>The tensors one after the other along an axis; their other sizes are equal.</summary>
    /// <exception cref="ArgumentException">No tensor, or other sizes differ.</exception>
    public static Tensor Concat(ReadOnlySpan<Tensor> parts, int axis)
    {
        if (parts.IsEmpty) throw new ArgumentException("Concat needs at least one tensor.");
        Tensor first = parts[0];
        axis = first.Shape.NormalizeAxis(axis);
        int total = 0;
        foreach (Tensor part in parts)
        {
            Elementwise.RequireSame("Concat", first, part);
            if (part.Rank != first.Rank || part.Shape.With(axis, first.Shape[axis]) != first.Shape)
                throw new ArgumentException($"Concat along axis {axis}: {part.Describe()} does not fit to {first.Describe()}.");
            total += part.Shape[axis];
        }

        Tensor whole = Tensor.Empty(first.Shape.With(axis, total), first.DType, first.Device);
        using TensorScope scope = TensorScope.Begin();
        int start = 0;
        foreach (Tensor part in parts)
        {
            whole.Slice(axis, start, part.Shape[axis]).CopyFrom(part);
            start += part.Shape[axis];
        }

        return whole;
    }

    /// <summary>
    /// A tensor of the given size along one axis that holds x at the positions start, start+step, …, and elsewhere
    /// <paramref name="value"/>: with value 0 the adjoint of Slice.
    /// </summary>
    /// <exception cref="ArgumentException">The positions lie outside the axis.</exception>
    public static Tensor Embed(this Tensor x, int axis, int size, int start, int step = 1, double value = 0)
    {
        Tensor whole = Tensor.Full(x.Shape.With(axis, size), value, x.DType, x.Device);
        using TensorScope scope = TensorScope.Begin();
        whole.Slice(axis, start, x.Shape[axis < 0 ? axis + x.Rank : axis], step).CopyFrom(x);
        return whole;
    }
}
