using Adversa.Tensors;
using static Adversa.Autograd.Node;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>The same elements, in row-major order, under another shape.</summary>
    public static Variable Reshape(this Variable x, Shape shape) => Record(
        x.Value.Reshape(shape),
        Vjp.Of(x, x.Shape, static (gy, shape) => gy.Reshape(shape)));

    /// <summary>All axes from <paramref name="firstAxis"/> on as one.</summary>
    public static Variable Flatten(this Variable x, int firstAxis = 1)
    {
        firstAxis = x.Shape.NormalizeAxis(firstAxis);
        ReadOnlySpan<int> sizes = x.Shape.Sizes.Span;
        return x.Reshape([.. sizes[..firstAxis], Shape.Create(sizes[firstAxis..]).Count]);
    }

    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of x.</summary>
    public static Variable Permute(this Variable x, params ReadOnlySpan<int> order)
    {
        int[] inverse = new int[order.Length];
        Tensor value = x.Value.Permute(order);
        for (int axis = 0; axis < order.Length; axis++) inverse[x.Shape.NormalizeAxis(order[axis])] = axis;
        return Record(value, Vjp.Of(x, inverse, static (gy, inverse) => gy.Permute(inverse)));
    }

    /// <summary>The last two axes exchanged.</summary>
    public static Variable Transpose(this Variable x) => Record(
        x.Value.Transpose(),
        Vjp.Of(x, 0, static (gy, _) => gy.Transpose()));

    /// <summary>
    /// Every <paramref name="step"/>-th of the positions from <paramref name="start"/> on, <paramref name="length"/> of them,
    /// along one axis.
    /// </summary>
    public static Variable Slice(this Variable x, int axis, int start, int length, int step = 1) => Record(
        x.Value.Slice(axis, start, length, step),
        Vjp.Of(x, (Axis: axis, Size: x.Shape.Sizes[x.Shape.NormalizeAxis(axis)], Start: start, Step: step),
            static (gy, c) => gy.Embed(c.Axis, c.Size, c.Start, c.Step)));

    /// <summary>
    /// A variable of the given size along one axis that holds x at start, start+step, …, and elsewhere <paramref name="value"/>:
    /// padding, and with value 0 the adjoint of Slice.
    /// </summary>
    public static Variable Embed(this Variable x, int axis, int size, int start, int step = 1, double value = 0) => Record(
        x.Value.Embed(axis, size, start, step, value),
        Vjp.Of(x, (Axis: axis, Length: x.Shape.Sizes[x.Shape.NormalizeAxis(axis)], Start: start, Step: step),
            static (gy, c) => gy.Slice(c.Axis, c.Start, c.Length, c.Step)));

    /// <summary>Images [..., H, W] with a border of <paramref name="value"/>.</summary>
    public static Variable Pad2d(this Variable x, int top, int bottom, int left, int right, double value = 0) => x
        .Embed(-2, x.Shape[^2] + top + bottom, top, value: value)
        .Embed(-1, x.Shape[^1] + left + right, left, value: value);

    /// <summary>The variables one after the other along an axis; their other sizes are equal.</summary>
    public static Variable Concat(ReadOnlySpan<Variable> parts, int axis)
    {
        var values = new Tensor[parts.Length];
        var products = new Vjp?[parts.Length];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            Variable part = parts[i];
            int length = part.Shape.Sizes[part.Shape.NormalizeAxis(axis)];
            values[i] = part.Value;
            products[i] = Vjp.Of(part, (Axis: axis, Start: start, Length: length),
                static (gy, c) => gy.Slice(c.Axis, c.Start, c.Length));
            start += length;
        }

        return Record(Assembly.Concat(values, axis), products);
    }
}
