using Adversa.Kernels;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

/// <summary>Pointwise kernels on tensors, broadcast by NumPy's rules.</summary>
public static class Elementwise
{
    /// <summary>A new dense tensor: the kernel's value at each element of the broadcast inputs.</summary>
    /// <exception cref="ArgumentException">
    /// Shapes do not broadcast, types or devices differ, or the type is no floating-point type.
    /// </exception>
    public static Tensor Apply(this PointwiseKernel kernel, ReadOnlySpan<Tensor> inputs, params ReadOnlySpan<double> scalars)
    {
        Shape shape = inputs[0].Shape;
        foreach (Tensor input in inputs[1..]) shape = Shape.Broadcast(shape, input.Shape);
        Tensor output = Tensor.Empty(shape, inputs[0].DType, inputs[0].Device);
        Launch(kernel, shape, [.. inputs, output], scalars);
        return output;
    }

    /// <summary>
    /// The kernel's value at each element of the inputs, which have one shape, written where the first input was. That one is
    /// given back, and using it from now on throws; so ask whether it <see cref="Tensor.IsExpendable"/> first.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Shapes, types or devices differ, the first input is not dense, or the type is no floating-point type.
    /// </exception>
    public static Tensor ApplyOver(
        this PointwiseKernel kernel, ReadOnlySpan<Tensor> inputs, params ReadOnlySpan<double> scalars)
    {
        Tensor first = inputs[0];
        if (!first.IsDense) throw new ArgumentException($"{kernel}: {first.Describe()} is overwritten, so it must be dense.");
        foreach (Tensor input in inputs)
        {
            if (input.Shape == first.Shape) continue;
            throw new ArgumentException($"{kernel}: {input.Describe()} does not have the shape of {first.Describe()}.");
        }

        Tensor output = first.Alias();
        Launch(kernel, first.Shape, [.. inputs, output], scalars);
        output.MarkWritten();
        first.Dispose($"{kernel.Name} had overwritten it in place; use the result, or do not allow it to be overwritten");
        return output;
    }

    /// <summary>
    /// Runs a kernel that writes its <c>ref</c> operands, which all have the first operand's shape and repeat no element; the
    /// others are broadcast to it.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A <c>ref</c> operand has another shape or repeats elements, shapes do not broadcast, types or devices differ, or the
    /// type is no floating-point type.
    /// </exception>
    public static void ApplyInPlace(
        this PointwiseKernel kernel, ReadOnlySpan<Tensor> operands, params ReadOnlySpan<double> scalars)
    {
        Shape shape = operands[0].Shape;
        Span<int> written = stackalloc int[operands.Length];
        int index = 0, count = 0;
        foreach (ParameterRole role in kernel.Parameters)
        {
            if (role == ParameterRole.Scalar) continue;
            if (role == ParameterRole.ReadWrite && index < operands.Length) written[count++] = index;
            index++;
        }

        foreach (int i in written[..count]) RequireWritable(kernel, operands[i], shape);
        Launch(kernel, shape, operands, scalars);
        foreach (int i in written[..count]) operands[i].MarkWritten();
    }

    private static void RequireWritable(PointwiseKernel kernel, Tensor tensor, Shape shape)
    {
        bool repeats = false;
        for (int axis = 0; axis < tensor.Rank; axis++) repeats |= tensor.Strides[axis] == 0 && tensor.Shape[axis] > 1;
        if (tensor.Shape == shape && !repeats) return;
        throw new ArgumentException(
            $"{kernel}: {tensor.Describe()} is written, so it must have the shape {shape} and memory for each element; " +
            "write into a Clone of the expanded tensor.");
    }

    private static void Launch(PointwiseKernel kernel, Shape shape, ReadOnlySpan<Tensor> tensors, ReadOnlySpan<double> scalars)
    {
        Tensor first = tensors[0];
        RequireFloating(kernel.Name, first);
        Span<Operand> operands = new Operand[tensors.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            RequireSame(kernel.Name, first, tensors[i]);
            operands[i] = tensors[i].AsOperand(shape);
        }

        first.Device.Launch(kernel, new PointwiseArguments(first.DType, shape.Sizes, operands, scalars));
    }

    /// <summary>Throws unless the tensor holds floating-point numbers.</summary>
    internal static void RequireFloating(string operation, Tensor tensor)
    {
        if (!tensor.DType.IsFloating())
            throw new ArgumentException($"{operation}: {tensor.Describe()} must be float32 or float64; convert it with To.");
    }

    /// <summary>Throws unless both tensors have the same element type and device.</summary>
    internal static void RequireSame(string operation, Tensor a, Tensor b)
    {
        if (a.DType != b.DType)
        {
            throw new ArgumentException(
                $"{operation}: {a.Describe()} and {b.Describe()} have different types; convert one with To.");
        }

        if (a.Device != b.Device)
            throw new ArgumentException($"{operation}: {a.Describe()} is on {a.Device} and {b.Describe()} on {b.Device}.");
    }
}
