using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Autograd;

/// <summary>
/// Numbers that the program computes in float64, as tensors of either floating-point type. They are converted in the program's
/// memory, for not every device knows float64.
/// </summary>
internal static class HostNumbers
{
    /// <summary>A tensor of the numbers, in row-major order.</summary>
    public static Tensor ToTensor(double[] numbers, Shape shape, DType type, Device device) => type == DType.Float64
        ? Tensor.From(numbers, shape, device)
        : Tensor.From(Array.ConvertAll(numbers, number => (float)number), shape, device);

    /// <summary>A one-dimensional tensor of the numbers, of the type and on the device of another.</summary>
    public static Tensor ToTensor(double[] numbers, Tensor like) =>
        ToTensor(numbers, [numbers.Length], like.DType, like.Device);
}
