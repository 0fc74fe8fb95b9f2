using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>
/// Sums, softmax and batch normalization, in float32. Their work is the bytes that any implementation moves: each operand read
/// once, each result written once. Reading one twice shows as a lower rate.
/// </summary>
internal static class ReductionOperations
{
    private const double Float = sizeof(float);
    private const int Classes = 10, RowsOfClasses = 256, Plane = 32 * 32;

    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> All(ShapeSet shapes)
    {
        int side = shapes.Side;
        return
        [
            Sum("rows", side, new Axes(side, 1)) with { IsRepresentative = true },
            Sum("columns", side, new Axes(1, side)),
            SoftmaxOfRows(side, side),
            SoftmaxOfRows(RowsOfClasses * side, Classes),
            .. BatchNormalization(shapes.NormalizedBatch, shapes.NormalizedChannels),
        ];
    }

    private static Operation Sum(string axis, int side, Axes strides) =>
        new($"{Reduce.Kernel.Name} sum of {axis}", $"[{side},{side}]", Bound.Memory, Float * side * side, operands =>
        {
            var arguments = new ReduceArguments(
                DType.Float32, Reduction.Sum, operands.Random(side * side), new Axes(side), new Axes(strides[0]),
                new Axes(side), new Axes(strides[1]), operands.Random(side));
            return () => operands.Device.Launch(Reduce.Kernel, arguments);
        });

    private static Operation SoftmaxOfRows(int rows, int size) =>
        new(Softmax.Kernel.Name, $"[{rows},{size}]", Bound.Memory, 2 * Float * rows * size, operands =>
        {
            var arguments = new SoftmaxArguments(
                DType.Float32, false, rows, size, 1, operands.Random(rows * size), operands.Random(rows * size));
            return () => operands.Device.Launch(Softmax.Kernel, arguments);
        });

    private static IEnumerable<Operation> BatchNormalization(int batch, int channels)
    {
        int count = batch * channels * Plane;
        string shape = $"[{batch},{channels},{Plane}]";
        foreach ((Kernel<BatchNormArguments> kernel, int passes) in new[] { (BatchNorm.Statistics, 1), (BatchNorm.Normalize, 2) })
        {
            yield return new(kernel.Name, shape, Bound.Memory, passes * Float * count, operands =>
            {
                var arguments = new BatchNormArguments(
                    DType.Float32, batch, channels, Plane, 1e-5, operands.Random(count), operands.Positive(channels),
                    operands.Positive(channels), operands.Random(channels), operands.Random(channels), operands.Random(count));
                return () => operands.Device.Launch(kernel, arguments);
            })
            {
                IsRepresentative = true,
            };
        }

        yield return new(BatchNorm.Backward.Name, shape, Bound.Memory, 3 * Float * count, operands =>
        {
            var arguments = new BatchNormBackwardArguments(
                DType.Float32, batch, channels, Plane, 1e-5, operands.Random(count), operands.Positive(channels),
                operands.Positive(channels), operands.Random(channels), operands.Random(count), operands.Random(count),
                operands.Random(channels), operands.Random(channels));
            return () => operands.Device.Launch(BatchNorm.Backward, arguments);
        })
        {
            IsRepresentative = true,
        };
    }
}
