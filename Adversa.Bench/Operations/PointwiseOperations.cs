using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>
/// Kernels that map numbers at the same place, in float32: activations and the optimizer. Their work is the bytes that any
/// implementation moves: each operand read once, each result written once.
/// </summary>
internal static class PointwiseOperations
{
    private const double Float = sizeof(float);

    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> All(ShapeSet shapes)
    {
        int count = shapes.Side * shapes.Side;
        return
        [
            Activation(Pointwise.LeakyRelu, count, 0.2) with { IsRepresentative = true },
            Activation(Pointwise.Tanh, count),
            Activation(Pointwise.Softplus, count),
            Adam(count) with { IsRepresentative = true },
        ];
    }

    private static Operation Activation(PointwiseKernel kernel, int count, params double[] scalars) =>
        new(kernel.Name, $"[{count}]", Bound.Memory, 2 * Float * count, operands =>
        {
            var arguments = new PointwiseArguments(
                DType.Float32, new Axes(count), [Dense(operands.Random(count)), Dense(operands.Random(count))], scalars);
            return () => operands.Device.Launch(kernel, arguments);
        });

    /// <summary>Reads p, m, v and g, and writes the first three.</summary>
    private static Operation Adam(int count) =>
        new(Pointwise.Adam.Name, $"[{count}]", Bound.Memory, 7 * Float * count, operands =>
        {
            var arguments = new PointwiseArguments(
                DType.Float32, new Axes(count),
                [
                    Dense(operands.Random(count)), Dense(operands.Random(count)), Dense(operands.Positive(count)),
                    Dense(operands.Random(count)),
                ],
                [2e-4, 0.5, 0.999, 1e-8, 0.5, 1e-3, 0]);
            return () => operands.Device.Launch(Pointwise.Adam, arguments);
        });

    private static Operand Dense(BufferView view) => new(view, new Axes(1));
}
