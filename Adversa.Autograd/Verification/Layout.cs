using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

/// <summary>How the elements of a tensor lie in memory.</summary>
internal enum Layout
{
    /// <summary>One after the other in row-major order.</summary>
    Dense,

    /// <summary>Every second element of a larger tensor.</summary>
    Sliced,

    /// <summary>In the order of the reversed axes, as behind a transposition.</summary>
    Reversed,
}

internal static class Layouts
{
    /// <summary>A tensor of the numbers, given in row-major order, that lie as the layout says.</summary>
    public static Tensor Place(this Layout layout, double[] numbers, Shape shape, DType type, Device device) =>
        Empty(layout, shape, type, device).CopyFrom(HostNumbers.ToTensor(numbers, shape, type, device));

    /// <summary>The axes from the last to the first.</summary>
    public static int[] ReversedAxes(Shape shape) => [.. Enumerable.Range(0, shape.Rank).Reverse()];

    private static Tensor Empty(Layout layout, Shape shape, DType type, Device device) => layout switch
    {
        Layout.Sliced when shape.Rank > 0 =>
            Tensor.Empty(shape.With(-1, 2 * shape[^1] + 1), type, device).Slice(-1, 1, shape[^1], step: 2),
        Layout.Reversed => Tensor.Empty([.. shape.Sizes.Span.ToArray().Reverse()], type, device).Permute(ReversedAxes(shape)),
        _ => Tensor.Empty(shape, type, device),
    };
}
