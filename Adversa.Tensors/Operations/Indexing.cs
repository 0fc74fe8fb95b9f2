using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

/// <summary>Reading and adding by index. Indices are int32 or int64.</summary>
public static class Indexing
{
    /// <summary>y[..., j, ...] = x[..., index[j], ...] along one axis: whole rows, as an embedding looks them up.</summary>
    /// <exception cref="IndexOutOfRangeException">An index lies outside the axis.</exception>
    public static Tensor IndexSelect(this Tensor x, int axis, Tensor index) =>
        Run(Gather.Kernel, x, axis, index, x.Shape.With(axis, index.Count), wholeRows: true);

    /// <summary>
    /// The adjoint of <see cref="IndexSelect"/>: zeros of the given size along the axis, with the rows of y added at the indices.
    /// </summary>
    /// <exception cref="IndexOutOfRangeException">An index lies outside the axis.</exception>
    public static Tensor IndexAdd(this Tensor y, int axis, Tensor index, int size) =>
        Run(Gather.ScatterAdd, y, axis, index, y.Shape.With(axis, size), wholeRows: true);

    /// <summary>y[o,j,i] = x[o, index[o,j,i], i] along one axis: each element has its own index.</summary>
    /// <exception cref="IndexOutOfRangeException">An index lies outside the axis.</exception>
    public static Tensor GatherAlong(this Tensor x, int axis, Tensor index) =>
        Run(Gather.Kernel, x, axis, index, index.Shape, wholeRows: false);

    /// <summary>
    /// The adjoint of <see cref="GatherAlong"/>: zeros of the given size along the axis, with each element of y
    /// added at its index.
    /// </summary>
    /// <exception cref="IndexOutOfRangeException">An index lies outside the axis.</exception>
    public static Tensor ScatterAddAlong(this Tensor y, int axis, Tensor index, int size) =>
        Run(Gather.ScatterAdd, y, axis, index, y.Shape.With(axis, size), wholeRows: false);

    private static Tensor Run(
        Kernel<GatherArguments> kernel, Tensor source, int axis, Tensor index, Shape targetShape, bool wholeRows)
    {
        if (index.DType is not (DType.Int32 or DType.Int64))
            throw new ArgumentException($"{kernel}: the index {index.Describe()} must be int32 or int64.");
        axis = source.Shape.NormalizeAxis(axis);
        bool isGather = kernel == Gather.Kernel;
        Shape looked = isGather ? targetShape : source.Shape;
        bool fits = wholeRows
            ? index.Rank == 1 && index.Count == looked[axis]
            : index.Shape == looked && source.Shape.With(axis, targetShape[axis]) == targetShape;
        if (!fits)
        {
            throw new ArgumentException(
                $"{kernel}: the index {index.Describe()} does not fit {source.Describe()} along axis {axis}.");
        }

        Tensor target = Tensor.Empty(targetShape, source.DType, source.Device);
        using TensorScope scope = TensorScope.Begin();
        Tensor dense = source.Dense();
        (Tensor x, Tensor y) = isGather ? (dense, target) : (target, dense);
        (int outer, int size, int inner) = x.AroundAxis(axis);
        int count = y.Shape[axis];
        (int outerStride, int stride, int innerStride) = wholeRows ? (0, 1, 0) : (count * inner, inner, 1);
        source.Device.Launch(kernel, new GatherArguments(
            x.DType, outer, size, count, inner,
            index.DType, index.Dense().Data, outerStride, stride, innerStride, x.Data, y.Data));
        return target;
    }
}
