using Adversa.Kernels;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

/// <summary>The matrix product of tensors.</summary>
public static class MatrixProduct
{
    /// <summary>
    /// a [..., R, K] times b [..., K, C] gives [..., R, C]; the leading axes are broadcast.
    /// Transposed views are read as they are.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A tensor has fewer than two axes, the inner sizes or the types differ, or the type is no floating-point type.
    /// </exception>
    public static Tensor MatMul(this Tensor a, Tensor b)
    {
        Elementwise.RequireFloating("MatMul", a);
        Elementwise.RequireSame("MatMul", a, b);
        if (a.Rank < 2 || b.Rank < 2 || a.Shape[^1] != b.Shape[^2])
            throw new ArgumentException($"MatMul: {a.Describe()} times {b.Describe()}; expected [..., R, K] times [..., K, C].");
        int rows = a.Shape[^2], inner = a.Shape[^1], columns = b.Shape[^1];
        Shape leading = Shape.Broadcast(Leading(a), Leading(b));
        Tensor c = Tensor.Empty([.. leading.Sizes.Span, rows, columns], a.DType, a.Device);
        using TensorScope scope = TensorScope.Begin();
        a.Device.Launch(Kernels.Sources.MatMul.Kernel, new MatMulArguments(
            a.DType, leading.Count, rows, columns, inner, Matrices(a, leading), Matrices(b, leading), Matrices(c, leading)));
        return c;
    }

    private static Shape Leading(Tensor tensor) => Shape.Create(tensor.Shape.Sizes.Span[..^2]);

    /// <summary>
    /// The tensor as a batch of matrices with one stride between them; copies where its strides allow no such view.
    /// </summary>
    private static MatrixView Matrices(Tensor tensor, Shape leading)
    {
        Shape full = [.. leading.Sizes.Span, tensor.Shape[^2], tensor.Shape[^1]];
        Axes strides = tensor.BroadcastStrides(full);
        int? batchStride = null;
        int expected = 0;
        for (int axis = leading.Rank - 1; axis >= 0; axis--)
        {
            if (leading[axis] == 1) continue;
            if (batchStride is not null && strides[axis] != expected) return Matrices(tensor.Expand(full).Clone(), leading);
            batchStride ??= strides[axis];
            expected = strides[axis] * leading[axis];
        }

        return new MatrixView(tensor.Data, batchStride ?? 0, strides[full.Rank - 2], strides[full.Rank - 1]);
    }
}
