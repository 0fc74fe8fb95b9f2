using Adversa.Kernels.Sources;
using Adversa.Tensors;
using static Adversa.Autograd.Node;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>Σ x over the axes, or over all when none are named.</summary>
    public static Variable Sum(this Variable x, ReadOnlySpan<int> axes = default, bool keepDims = false) => Record(
        x.Value.Sum(axes, keepDims),
        Vjp.Of(x, (x.Shape, Kept: Kept(x.Shape, axes)), static (gy, c) => gy.Reshape(c.Kept).Expand(c.Shape)));

    /// <summary>The mean over the axes, or over all when none are named.</summary>
    public static Variable Mean(this Variable x, ReadOnlySpan<int> axes = default, bool keepDims = false) => Record(
        x.Value.Mean(axes, keepDims),
        Vjp.Of(x, (x.Shape, Kept: Kept(x.Shape, axes)), static (gy, c) =>
            (gy / (c.Shape.Count / Math.Max(c.Kept.Count, 1))).Reshape(c.Kept).Expand(c.Shape)));

    /// <summary>The maximum over the axes, or over all when none are named; equal maxima share the gradient evenly.</summary>
    public static Variable Max(this Variable x, ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        Tensor maximum = x.Value.Max(axes, keepDims);
        return Record(maximum, Vjp.Of(x, x, maximum, Kept(x.Shape, axes), static (gy, x, maximum, kept) =>
            gy.Reshape(kept) * ShareOfMaximum(x.Value, maximum.Value.Reshape(kept))));
    }

    /// <summary>The biased variance, Σ(x−mean)²/n, over the axes, or over all when none are named.</summary>
    public static Variable Variance(this Variable x, ReadOnlySpan<int> axes = default, bool keepDims = false) => Record(
        x.Value.Variance(axes, keepDims),
        Vjp.Of(x, x, Kept(x.Shape, axes),
            static (gy, x, kept) => gy.Reshape(kept) * (x - x.MeanTo(kept)) * (2.0 * kept.Count / x.Shape.Count)));

    /// <summary>
    /// The sum over all axes along which <paramref name="shape"/> was broadcast to this shape: the adjoint of Expand.
    /// </summary>
    public static Variable SumTo(this Variable x, Shape shape) => x.Shape == shape ? x : Record(
        x.Value.SumTo(shape),
        Vjp.Of(x, x.Shape, static (gy, shape) => gy.Expand(shape)));

    /// <summary>Axes of size 1, and new axes in front, repeated to a larger shape; no memory is copied.</summary>
    public static Variable Expand(this Variable x, Shape shape) => x.Shape == shape ? x : Record(
        x.Value.Expand(shape),
        Vjp.Of(x, x.Shape, static (gy, shape) => gy.SumTo(shape)));

    /// <summary>The mean over all axes along which <paramref name="shape"/> broadcasts to this shape.</summary>
    private static Variable MeanTo(this Variable x, Shape shape) => x.SumTo(shape) * ((double)shape.Count / x.Shape.Count);

    /// <summary>The shape with every reduced axis kept as 1.</summary>
    private static Shape Kept(Shape shape, ReadOnlySpan<int> axes)
    {
        Span<int> sizes = stackalloc int[shape.Rank];
        if (axes.IsEmpty) sizes.Fill(1);
        else shape.Sizes.Span.CopyTo(sizes);
        foreach (int axis in axes) sizes[shape.NormalizeAxis(axis)] = 1;
        return Shape.Create(sizes);
    }

    private static Tensor ShareOfMaximum(Tensor x, Tensor maximum)
    {
        Tensor isMaximum = Pointwise.Equal.Apply([x, maximum]);
        return isMaximum / isMaximum.SumTo(maximum.Shape);
    }
}
