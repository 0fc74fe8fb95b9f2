using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>
/// The families that memory bounds, in float32, on tensors that outgrow the caches. Their work is the bytes that any
/// implementation moves: each operand read once, each result written once. Reading one twice shows as a lower rate.
/// </summary>
internal static class MemoryOperations
{
    private const int Side = 4096, Count = Side * Side;
    private const double Float = sizeof(float);

    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> All =>
    [
        Elementwise(Pointwise.LeakyRelu, 0.2),
        Elementwise(Pointwise.Tanh),
        Elementwise(Pointwise.Softplus),
        Adam(),
        Sum("rows", new Axes(Side, 1)),
        Sum("columns", new Axes(1, Side)),
        SoftmaxOfRows(Side, Side),
        SoftmaxOfRows(1 << 20, 10),
        .. BatchNormalization(128, 128, 32 * 32),
        Copying("copy", new Axes(Side, 1)),
        Copying("copy transposed", new Axes(1, Side)),
        Lookup(10_000, 1 << 17, 128),
        Numbers(Distribution.Uniform),
        Numbers(Distribution.Normal),
        Resizing(Interpolation.Nearest),
        Resizing(Interpolation.Bilinear),
        Pooling(Pool2d.Average, 1),
        Pooling(Pool2d.Max, 2),
    ];

    private static Operation Elementwise(PointwiseKernel kernel, params double[] scalars) =>
        new($"{kernel.Name} [{Count}]", Bound.Memory, 2 * Float * Count, operands =>
        {
            var arguments = new PointwiseArguments(
                DType.Float32, new Axes(Count), [Dense(operands.Random(Count)), Dense(operands.Random(Count))], scalars);
            return () => operands.Device.Launch(kernel, arguments);
        });

    /// <summary>Reads p, m, v and g, and writes the first three.</summary>
    private static Operation Adam() =>
        new($"adam [{Count}]", Bound.Memory, 7 * Float * Count, operands =>
        {
            var arguments = new PointwiseArguments(
                DType.Float32, new Axes(Count),
                [
                    Dense(operands.Random(Count)), Dense(operands.Random(Count)), Dense(operands.Positive(Count)),
                    Dense(operands.Random(Count)),
                ],
                [2e-4, 0.5, 0.999, 1e-8, 0.5, 1e-3, 0]);
            return () => operands.Device.Launch(Pointwise.Adam, arguments);
        });

    private static Operand Dense(BufferView view) => new(view, new Axes(1));

    private static Operation Sum(string axis, Axes strides) =>
        new($"reduce sum of {axis} [{Side},{Side}]", Bound.Memory, Float * Count, operands =>
        {
            var arguments = new ReduceArguments(
                DType.Float32, Reduction.Sum, operands.Random(Count), new Axes(Side), new Axes(strides[0]),
                new Axes(Side), new Axes(strides[1]), operands.Random(Side));
            return () => operands.Device.Launch(Reduce.Kernel, arguments);
        });

    private static Operation SoftmaxOfRows(int rows, int size) =>
        new($"softmax [{rows},{size}]", Bound.Memory, 2 * Float * rows * size, operands =>
        {
            var arguments = new SoftmaxArguments(
                DType.Float32, false, rows, size, 1, operands.Random(rows * size), operands.Random(rows * size));
            return () => operands.Device.Launch(Softmax.Kernel, arguments);
        });

    private static IEnumerable<Operation> BatchNormalization(int batch, int channels, int plane)
    {
        int count = batch * channels * plane;
        string shape = $"[{batch},{channels},{plane}]";
        foreach ((Kernel<BatchNormArguments> kernel, int passes) in new[] { (BatchNorm.Statistics, 1), (BatchNorm.Normalize, 2) })
        {
            yield return new($"{kernel.Name} {shape}", Bound.Memory, passes * Float * count, operands =>
            {
                var arguments = new BatchNormArguments(
                    DType.Float32, batch, channels, plane, 1e-5, operands.Random(count), operands.Positive(channels),
                    operands.Positive(channels), operands.Random(channels), operands.Random(channels), operands.Random(count));
                return () => operands.Device.Launch(kernel, arguments);
            });
        }

        yield return new($"{BatchNorm.Backward.Name} {shape}", Bound.Memory, 3 * Float * count, operands =>
        {
            var arguments = new BatchNormBackwardArguments(
                DType.Float32, batch, channels, plane, 1e-5, operands.Random(count), operands.Positive(channels),
                operands.Positive(channels), operands.Random(channels), operands.Random(count), operands.Random(count),
                operands.Random(channels), operands.Random(channels));
            return () => operands.Device.Launch(BatchNorm.Backward, arguments);
        });
    }

    private static Operation Copying(string name, Axes sourceStrides) =>
        new($"{name} [{Side},{Side}]", Bound.Memory, 2 * Float * Count, operands =>
        {
            var arguments = new CopyArguments(
                new Axes(Side, Side), DType.Float32, operands.Random(Count), sourceStrides, DType.Float32, operands.Random(Count),
                new Axes(Side, 1));
            return () => operands.Device.Launch(Copy.Kernel, arguments);
        });

    private static Operation Lookup(int rows, int indices, int width) =>
        new($"gather {indices} of [{rows},{width}]", Bound.Memory, (2 * Float * width + sizeof(int)) * indices, operands =>
        {
            var arguments = new GatherArguments(
                DType.Float32, 1, rows, indices, width, DType.Int32, operands.Indices(indices, rows), 0, 1, 0,
                operands.Random(rows * width), operands.Random(indices * width));
            return () => operands.Device.Launch(Gather.Kernel, arguments);
        });

    private static Operation Numbers(Distribution distribution) =>
        new($"philox {distribution.ToString().ToLowerInvariant()} [{Count}]", Bound.Memory, Float * Count, operands =>
        {
            var arguments = new RandomArguments(DType.Float32, distribution, 0, 1, 1, 0, 0, Count, operands.Random(Count));
            return () => operands.Device.Launch(Philox.Kernel, arguments);
        });

    private static Operation Resizing(Interpolation interpolation)
    {
        const int planes = 4096, size = 32;
        string name = $"resize2d {interpolation.ToString().ToLowerInvariant()} {size}×{size} to {2 * size}×{2 * size}";
        return new($"{name}, {planes} planes", Bound.Memory, 5 * Float * planes * size * size, operands =>
        {
            var arguments = new Resize2dArguments(
                DType.Float32, interpolation, planes, size, size, 2 * size, 2 * size, operands.Random(planes * size * size),
                operands.Random(4 * planes * size * size));
            return () => operands.Device.Launch(Resize2d.Forward, arguments);
        });
    }

    /// <summary>Windows of 2×2 at stride 2; for each output <paramref name="results"/> numbers are written.</summary>
    private static Operation Pooling(Kernel<Pool2dArguments> kernel, int results)
    {
        const int planes = 4096, size = 64, outputs = size / 2 * (size / 2);
        var geometry = new Pool2dGeometry(planes, size, size, 2, 2, 2, 2, 0, 0);
        string name = $"{kernel.Name} {size}×{size} k2s2, {planes} planes";
        return new(name, Bound.Memory, (4 + results) * Float * planes * outputs, operands =>
        {
            var arguments = new Pool2dArguments(
                DType.Float32, geometry, operands.Random(planes * size * size), operands.Random(planes * outputs),
                operands.Random(planes * outputs));
            return () => operands.Device.Launch(kernel, arguments);
        });
    }
}
