using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>
/// Reductions, softmax and batch normalization. A work-item adds at most some hundred numbers in a row before sums go by halves:
/// float32 sums of n numbers in (−1, 1) are within 1e-6 of Σ|x|, here allowed relative to √n; everything divided by n, or of
/// exponentials, within 2e-6 and 1e-5.
/// </summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class ReductionsOnGpuTests(string name)
{
    /// <summary>Sizes, their strides, and which axes are reduced, as bits from the first axis on.</summary>
    private static readonly (int[] Sizes, int[] Strides, int Reduced)[] Spaces =
    [
        ([], [], 0),
        ([1], [1], 1),
        ([1000003], [1], 1),
        ([37, 53], [53, 1], 0b10),
        ([37, 53], [53, 1], 0b01),
        ([257, 1031], [1031, 1], 0b10),
        ([1031, 257], [257, 1], 0b01),
        ([3, 70001], [70001, 1], 0b10),
        ([70001, 3], [3, 1], 0b01),
        ([16, 7, 11, 13], [1001, 143, 13, 1], 0b1101),
        ([16, 7, 11, 13], [1001, 143, 13, 1], 0b0110),
        ([5, 6, 7], [1, 5, 30], 0b101),
        ([40, 300], [0, 1], 0b01), // broadcast
        ([40, 300], [1, 0], 0b01),
        ([3, 0, 5], [0, 5, 1], 0b010),
        ([0, 4], [4, 1], 0b10),
        ([2, 3, 2, 3, 2, 3, 2, 3], [648, 216, 108, 36, 18, 6, 3, 1], 0b10101010),
    ];

    private static readonly (int Batch, int Channels, int Plane)[] Normalized =
        [(1, 1, 1), (64, 3, 1), (7, 5, 16), (4, 17, 121), (2, 1, 30011), (128, 300, 1), (3, 0, 4)];

    private GpuDevice Device => GpuDevices.Open(name);

    [Test]
    public void ReductionsAreTheCpus(
        [ValueSource(nameof(Spaces))] (int[] Sizes, int[] Strides, int Reduced) space, [Values] Reduction reduction,
        [Values(DType.Float32, DType.Float64)] DType type)
    {
        Axes Of(int[] numbers, bool reduced) =>
            new([.. numbers.Where((_, axis) => ((space.Reduced >> axis) & 1) == (reduced ? 1 : 0))]);
        Axes kept = Of(space.Sizes, false), reducedSizes = Of(space.Sizes, true);
        int length = 1 + space.Sizes.Zip(space.Strides).Sum(axis => Math.Max(0, axis.First - 1) * axis.Second);
        double[] x = Parity.Numbers(length, 1);
        double tolerance = type == DType.Float64 ? 1e-13 : 2e-6;
        if (reduction == Reduction.Sum) tolerance *= Math.Sqrt(Math.Max(1, reducedSizes.Product));
        if (reduction == Reduction.Max) tolerance = 0;
        Parity.Check(Device, Reduce.Kernel, type, tolerance, (memory, real) =>
        {
            BufferView y = memory.Empty(real, kept.Product);
            return (
                new ReduceArguments(
                    real, reduction, memory.From(real, x), kept, Of(space.Strides, false), reducedSizes, Of(space.Strides, true),
                    y),
                [new Output(real, y, kept.Product)]);
        });
    }

    [Test]
    public void MaximumKeepsNaN([Values(3, 5000)] int count)
    {
        double[] x = Parity.Numbers(count, 2);
        x[count / 2] = double.NaN;
        Parity.Check(Device, Reduce.Kernel, DType.Float32, 0, (memory, real) =>
        {
            BufferView y = memory.Empty(real, 1);
            return (
                new ReduceArguments(
                    real, Reduction.Max, memory.From(real, x), new Axes(), new Axes(), new Axes(count), new Axes(1), y),
                [new Output(real, y, 1)]);
        });
    }

    /// <summary>The variance of numbers far from 0 would cancel if it were computed from Σx².</summary>
    [Test]
    public void VarianceDoesNotCancel()
    {
        double[] x = [.. Parity.Numbers(5000, 3).Select(number => (double)(float)(1000 + number))];
        Parity.Check(Device, Reduce.Kernel, DType.Float32, 1e-4, (memory, real) =>
        {
            BufferView y = memory.Empty(real, 1);
            return (
                new ReduceArguments(
                    real, Reduction.Variance, memory.From(real, x), new Axes(), new Axes(), new Axes(5000), new Axes(1), y),
                [new Output(real, y, 1)]);
        });
    }

    [Test]
    public void SoftmaxIsTheCpus(
        [Values(false, true)] bool logarithm, [Values(DType.Float32, DType.Float64)] DType type,
        [Values(1, 10, 64, 65, 1000)] int size, [Values(1, 7)] int inner)
    {
        const int outer = 5;
        int count = outer * size * inner;
        double[] x = [.. Parity.Numbers(count, 4).Select(number => (double)(float)(20 * number))];
        if (size > 1) x[0] = double.NegativeInfinity;
        Parity.Check(Device, Softmax.Kernel, type, type == DType.Float64 ? 1e-13 : 1e-5, (memory, real) =>
        {
            BufferView y = memory.Empty(real, count);
            return (
                new SoftmaxArguments(real, logarithm, outer, size, inner, memory.From(real, x), y), [new Output(real, y, count)]);
        });
    }

    [Test]
    public void BatchNormIsTheCpus(
        [ValueSource(nameof(Normalized))] (int Batch, int Channels, int Plane) s,
        [Values(DType.Float32, DType.Float64)] DType type, [Values(false, true)] bool affine)
    {
        double tolerance = type == DType.Float64 ? 1e-12 : 1e-5;
        int count = s.Batch * s.Channels * s.Plane;
        double[] x = Parity.Numbers(count, 5), gradY = Parity.Numbers(count, 6);
        double[] mean = Parity.Numbers(s.Channels, 7);
        double[] gamma = Parity.Numbers(s.Channels, 8), beta = Parity.Numbers(s.Channels, 9);
        double[] variance = [.. Parity.Numbers(s.Channels, 10).Select(number => (double)(float)(0.5 + Math.Abs(number)))];
        Parity.Check(Device, BatchNorm.Statistics, type, tolerance, (memory, real) =>
        {
            BufferView data = memory.From(real, x), m = memory.Empty(real, s.Channels), v = memory.Empty(real, s.Channels);
            return (
                new BatchNormArguments(real, s.Batch, s.Channels, s.Plane, 0, data, m, v, null, null, data),
                [new Output(real, m, s.Channels), new Output(real, v, s.Channels)]);
        });
        Parity.Check(Device, BatchNorm.Normalize, type, tolerance, (memory, real) =>
        {
            BufferView y = memory.Empty(real, count);
            BufferView? g = affine ? memory.From(real, gamma) : null, b = affine ? memory.From(real, beta) : null;
            return (
                new BatchNormArguments(
                    real, s.Batch, s.Channels, s.Plane, 1e-5, memory.From(real, x), memory.From(real, mean),
                    memory.From(real, variance), g, b, y),
                [new Output(real, y, count)]);
        });
        Parity.Check(Device, BatchNorm.Backward, type, 5 * tolerance, (memory, real) =>
        {
            BufferView gradX = memory.Empty(real, count);
            BufferView gradGamma = memory.Empty(real, s.Channels), gradBeta = memory.Empty(real, s.Channels);
            return (
                new BatchNormBackwardArguments(
                    real, s.Batch, s.Channels, s.Plane, 1e-5, memory.From(real, x), memory.From(real, mean),
                    memory.From(real, variance), affine ? memory.From(real, gamma) : null, memory.From(real, gradY),
                    gradX, gradGamma, gradBeta),
                [
                    new Output(real, gradX, count), new Output(real, gradGamma, s.Channels),
                    new Output(real, gradBeta, s.Channels),
                ]);
        });
    }
}
