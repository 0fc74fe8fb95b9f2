using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

internal sealed class BatchNormTests
{
    private const double Epsilon = 1e-5;

    private static readonly CpuDevice[] Devices = [new(1), new(2), new(3)];

    private static readonly (int Batch, int Channels, int Plane)[] Shapes =
    [
        (2, 1, 1), (64, 37, 1), (7, 600, 1), (700, 100, 1), // [N,C]
        (5, 3, 4), (16, 65, 16), (3, 2, 31), // small planes
        (4, 5, 49), (3, 20, 64), (2, 3, 1025), // long planes
        (3, 2, 40_009), // few channels, in chunks
    ];

    [Test]
    public void StatisticsAreMeanAndBiasedVariance(
        [ValueSource(nameof(Shapes))] (int Batch, int Channels, int Plane) shape, [Values] bool wide)
    {
        // Mean 10⁴, deviation about 1: nothing may cancel.
        double[] x = Numbers(Count(shape), 1, 1e4, wide);
        (double[] mean, double[] variance) = Moments(x, shape);
        double[][] results = OnAllDevices(device =>
        {
            using var memory = new KernelMemory(device);
            DType type = Type(wide);
            BufferView m = memory.Empty(type, shape.Channels), v = memory.Empty(type, shape.Channels);
            BufferView input = memory.From(type, x);
            device.Launch(BatchNorm.Statistics, new BatchNormArguments(
                type, shape.Batch, shape.Channels, shape.Plane, Epsilon, input, m, v, null, null, input));
            return [.. memory.Read(type, m, shape.Channels), .. memory.Read(type, v, shape.Channels)];
        });
        AssertClose(results[0], [.. mean, .. variance], wide ? 1e-11 : 1e-7);
    }

    [Test]
    public void NormalizeIsTheFormula(
        [ValueSource(nameof(Shapes))] (int Batch, int Channels, int Plane) shape, [Values] bool wide, [Values] bool affine)
    {
        double[] x = Numbers(Count(shape), 2, 0.5, wide);
        (double[] mean, double[] variance) = Rounded(Moments(x, shape), wide);
        double[]? gamma = affine ? Numbers(shape.Channels, 1, 1, wide) : null;
        double[]? beta = affine ? Numbers(shape.Channels + 1, 1, 0, wide)[1..] : null;
        double[] expected = [.. x.Select((value, i) =>
        {
            int c = Channel(i, shape);
            return (gamma?[c] ?? 1) * (value - mean[c]) / Math.Sqrt(variance[c] + Epsilon) + (beta?[c] ?? 0);
        })];
        double[][] results = OnAllDevices(device =>
        {
            using var memory = new KernelMemory(device);
            DType type = Type(wide);
            BufferView y = memory.Empty(type, x.Length);
            device.Launch(BatchNorm.Normalize, new BatchNormArguments(
                type, shape.Batch, shape.Channels, shape.Plane, Epsilon,
                memory.From(type, x), memory.From(type, mean), memory.From(type, variance),
                gamma is null ? null : memory.From(type, gamma), beta is null ? null : memory.From(type, beta), y));
            return memory.Read(type, y, x.Length);
        });
        AssertClose(results[0], expected, wide ? 1e-13 : 1e-6);
    }

    [Test]
    public void BackwardIsTheFormula(
        [ValueSource(nameof(Shapes))] (int Batch, int Channels, int Plane) shape, [Values] bool wide, [Values] bool affine)
    {
        int count = Count(shape);
        double[] x = Numbers(count, 2, 0.5, wide);
        double[] gy = Numbers(count + 1, 1, 0.25, wide)[1..];
        double[]? gamma = affine ? Numbers(shape.Channels, 1, 1, wide) : null;
        (double[] mean, double[] variance) = Rounded(Moments(x, shape), wide);
        double m = (double)shape.Batch * shape.Plane;
        double[] r = [.. variance.Select(v => 1 / Math.Sqrt(v + Epsilon))];
        double[] gradGamma = new double[shape.Channels], gradBeta = new double[shape.Channels];
        for (int i = 0; i < count; i++)
        {
            int c = Channel(i, shape);
            gradGamma[c] += gy[i] * (x[i] - mean[c]) * r[c];
            gradBeta[c] += gy[i];
        }

        double[] gradX = [.. x.Select((value, i) =>
        {
            int c = Channel(i, shape);
            double normalized = (value - mean[c]) * r[c];
            return (gamma?[c] ?? 1) * r[c] / m * (m * gy[i] - gradBeta[c] - normalized * gradGamma[c]);
        })];

        double[][] results = OnAllDevices(device =>
        {
            using var memory = new KernelMemory(device);
            DType type = Type(wide);
            BufferView gx = memory.Empty(type, count);
            BufferView gg = memory.Empty(type, shape.Channels), gb = memory.Empty(type, shape.Channels);
            device.Launch(BatchNorm.Backward, new BatchNormBackwardArguments(
                type, shape.Batch, shape.Channels, shape.Plane, Epsilon,
                memory.From(type, x), memory.From(type, mean), memory.From(type, variance),
                gamma is null ? null : memory.From(type, gamma), memory.From(type, gy), gx, gg, gb));
            return
            [
                .. memory.Read(type, gx, count), .. memory.Read(type, gg, shape.Channels),
                .. memory.Read(type, gb, shape.Channels),
            ];
        });
        AssertClose(results[0], [.. gradX, .. gradGamma, .. gradBeta], wide ? 1e-12 : 1e-6);
    }

    [Test]
    public void BackwardGivesEqualChannelsEqualBitsWhereverTheyLie(
        [Values(9, 17)] int channels, [Values(1, 16)] int plane, [Values] bool wide)
    {
        const int Batch = 13;
        DType type = Type(wide);
        double[] channelX = Numbers(Batch * plane, 2, 0.5, wide), channelGy = Numbers(Batch * plane + 1, 1, 0.25, wide)[1..];
        double[] Repeat(double[] channel) =>
            [.. channel.Chunk(plane).SelectMany(run => Enumerable.Repeat(run, channels).SelectMany(same => same))];
        (double[] mean, double[] variance) = Rounded(Moments(channelX, (Batch, 1, plane)), wide);
        int count = Batch * channels * plane;

        double[][] results = OnAllDevices(device =>
        {
            using var memory = new KernelMemory(device);
            BufferView gx = memory.Empty(type, count);
            BufferView gg = memory.Empty(type, channels), gb = memory.Empty(type, channels);
            device.Launch(BatchNorm.Backward, new BatchNormBackwardArguments(
                type, Batch, channels, plane, Epsilon, memory.From(type, Repeat(channelX)),
                memory.From(type, [.. Enumerable.Repeat(mean[0], channels)]),
                memory.From(type, [.. Enumerable.Repeat(variance[0], channels)]),
                null, memory.From(type, Repeat(channelGy)), gx, gg, gb));
            return [.. memory.Read(type, gg, channels), .. memory.Read(type, gb, channels), .. memory.Read(type, gx, count)];
        });
        double[] gradX = results[0][(2 * channels)..];
        double[] firstChannel = [.. gradX.Chunk(channels * plane).SelectMany(sample => sample[..plane])];
        Assert.That(results[0][..channels], Has.All.EqualTo(results[0][0]), "gradient of gamma");
        Assert.That(results[0][channels..(2 * channels)], Has.All.EqualTo(results[0][channels]), "gradient of beta");
        Assert.That(gradX, Is.EqualTo(Repeat(firstChannel)));
    }

    [Test]
    public void EmptyBatchesAreNoWork()
    {
        using var memory = new KernelMemory(Devices[1]);
        BufferView view = memory.From(DType.Float32, [1, 2, 3]);
        Devices[1].Launch(BatchNorm.Normalize, new BatchNormArguments(
            DType.Float32, 0, 3, 1, Epsilon, view, view, view, null, null, view));
        Devices[1].Launch(BatchNorm.Normalize, new BatchNormArguments(
            DType.Float32, 0, 3, 64, Epsilon, view, view, view, null, null, view));
        Assert.That(memory.Read(DType.Float32, view, 3), Is.EqualTo(new double[] { 1, 2, 3 }));
    }

    private static double[][] OnAllDevices(Func<CpuDevice, double[]> run)
    {
        double[][] results = [.. Devices.Select(run)];
        Assert.That(results[1], Is.EqualTo(results[0]), "2 threads");
        Assert.That(results[2], Is.EqualTo(results[0]), "3 threads");
        return results;
    }

    private static void AssertClose(double[] actual, double[] expected, double tolerance)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.Length));
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            if (!(Math.Abs(actual[i] - expected[i]) <= allowed))
                Assert.Fail($"[{i}]: {actual[i]}, expected {expected[i]} ± {allowed}");
        }
    }

    private static (double[] Mean, double[] Variance) Moments(double[] x, (int Batch, int Channels, int Plane) shape)
    {
        double[] mean = new double[shape.Channels], variance = new double[shape.Channels];
        double m = (double)shape.Batch * shape.Plane;
        for (int i = 0; i < x.Length; i++) mean[Channel(i, shape)] += x[i] / m;
        for (int i = 0; i < x.Length; i++) variance[Channel(i, shape)] += Math.Pow(x[i] - mean[Channel(i, shape)], 2) / m;
        return (mean, variance);
    }

    private static (double[] Mean, double[] Variance) Rounded((double[] Mean, double[] Variance) moments, bool wide) =>
        wide ? moments : ([.. moments.Mean.Select(v => (double)(float)v)], [.. moments.Variance.Select(v => (double)(float)v)]);

    private static int Count((int Batch, int Channels, int Plane) shape) => shape.Batch * shape.Channels * shape.Plane;

    private static int Channel(int i, (int Batch, int Channels, int Plane) shape) => i / shape.Plane % shape.Channels;

    private static DType Type(bool wide) => wide ? DType.Float64 : DType.Float32;

    /// <summary>Numbers within range of the center.</summary>
    private static double[] Numbers(int count, double range, double center, bool wide)
    {
        var random = new Random(count);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2 - 1) * range + center)
                .Select(v => wide ? v : (float)v),
        ];
    }
}
