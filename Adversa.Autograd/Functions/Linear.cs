using Adversa.Tensors;
using static Adversa.Autograd.Node;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>a [..., R, K] times b [..., K, C] gives [..., R, C]; the leading axes are broadcast.</summary>
    public static Variable MatMul(this Variable a, Variable b) => Record(
        a.Value.MatMul(b.Value),
        Vjp.Of(a, b, a.Shape, static (gy, b, shape) => gy.MatMul(b.Transpose()).SumTo(shape)),
        Vjp.Of(b, a, b.Shape, static (gy, a, shape) => a.Transpose().MatMul(gy).SumTo(shape)));

    /// <summary>x·wᵀ + bias, with x [N,in], w [out,in] and bias [out].</summary>
    public static Variable Linear(this Variable x, Variable w, Variable? bias = null)
    {
        Variable y = x.MatMul(w.Transpose());
        return bias is null ? y : y + bias;
    }

    /// <summary>
    /// The rows w[index[n]] of a table w [count, size], as an embedding: [N, size]. Indices are int32 or int64 [N].
    /// </summary>
    public static Variable Embedding(Variable w, Tensor index) => w.IndexSelect(0, index);

    /// <summary>y[..., j, ...] = x[..., index[j], ...] along one axis.</summary>
    public static Variable IndexSelect(this Variable x, int axis, Tensor index) => Record(
        x.Value.IndexSelect(axis, index),
        Vjp.Of(x, index, (Axis: axis, Size: x.Shape.Sizes[x.Shape.NormalizeAxis(axis)]),
            static (gy, index, c) => gy.IndexAdd(c.Axis, index.Value, c.Size)));

    /// <summary>
    /// The adjoint of <see cref="IndexSelect"/>: zeros of the given size along the axis, with the rows of x added at the indices.
    /// </summary>
    public static Variable IndexAdd(this Variable x, int axis, Tensor index, int size) => Record(
        x.Value.IndexAdd(axis, index, size),
        Vjp.Of(x, index, axis, static (gy, index, axis) => gy.IndexSelect(axis, index.Value)));

    /// <summary>y[o,j,i] = x[o, index[o,j,i], i] along one axis: each element has its own index.</summary>
    public static Variable GatherAlong(this Variable x, int axis, Tensor index) => Record(
        x.Value.GatherAlong(axis, index),
        Vjp.Of(x, index, (Axis: axis, Size: x.Shape.Sizes[x.Shape.NormalizeAxis(axis)]),
            static (gy, index, c) => gy.ScatterAddAlong(c.Axis, index.Value, c.Size)));

    /// <summary>
    /// The adjoint of <see cref="GatherAlong"/>: zeros of the given size along the axis, with each element of x
    /// added at its index.
    /// </summary>
    public static Variable ScatterAddAlong(this Variable x, int axis, Tensor index, int size) => Record(
        x.Value.ScatterAddAlong(axis, index, size),
        Vjp.Of(x, index, axis, static (gy, index, axis) => gy.GatherAlong(axis, index.Value)));
}
