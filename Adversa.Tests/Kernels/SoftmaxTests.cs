using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

internal sealed class SoftmaxTests
{
    private static readonly CpuDevice[] Devices = [new(1), new(2), new(3)];

    private static readonly (int Outer, int Size, int Inner)[] Shapes =
    [
        (1, 1, 1), (3, 10, 1), (2, 16, 1), (300, 37, 1), (2, 5003, 1),
        (2, 3, 4), (3, 7, 16), (40, 11, 37), (1, 2, 3000), (0, 3, 1),
    ];

    [Test]
    public void AgreesWithTheDefinition(
        [ValueSource(nameof(Shapes))] (int Outer, int Size, int Inner) shape, [Values] bool logarithm, [Values] bool wide)
    {
        double[] x = Numbers(shape.Outer * shape.Size * shape.Inner, 10, wide);
        double[] expected = Definition(x, shape, logarithm);
        double[] first = Run(Devices[0], x, shape, logarithm, wide);

        // float32 is computed in double and rounded, in the middle too. Both definitions of float64 subtract numbers up to 20,
        // whose last bit is 2⁻⁴⁸, and logarithms come near 0.
        double relative = wide ? 1e-14 : 2e-7, absolute = wide && logarithm ? 1e-14 : 1e-30;
        for (int i = 0; i < x.Length; i++)
            Assert.That(first[i], Is.EqualTo(expected[i]).Within(relative * Math.Abs(expected[i]) + absolute), $"y[{i}]");
        Assert.That(Run(Devices[1], x, shape, logarithm, wide), Is.EqualTo(first), "2 threads");
        Assert.That(Run(Devices[2], x, shape, logarithm, wide), Is.EqualTo(first), "3 threads");
    }

    [Test]
    public void LargeNumbersAndMinusInfinityAreHarmless([Values] bool wide, [Values(1, 3)] int inner)
    {
        // Every row is −∞, 5·10⁴, −∞, 5·10⁴, −5·10⁴: one half, one half, and nothing else.
        double[] row = [double.NegativeInfinity, 5e4, double.NegativeInfinity, 5e4, -5e4];
        double[] x = [.. row.SelectMany(v => Enumerable.Repeat(v, inner))];
        double[] half = [.. new[] { 0, 0.5, 0, 0.5, 0 }.SelectMany(v => Enumerable.Repeat(v, inner))];
        Assert.That(Run(Devices[0], x, (1, 5, inner), false, wide), Is.EqualTo(half));
        double[] logarithm = Run(Devices[0], x, (1, 5, inner), true, wide);
        for (int i = 0; i < inner; i++)
        {
            Assert.That(logarithm[i], Is.EqualTo(double.NegativeInfinity));
            Assert.That(logarithm[inner + i], Is.EqualTo(-Math.Log(2)).Within(1e-7));
            Assert.That(logarithm[4 * inner + i], Is.EqualTo(-1e5 - Math.Log(2)).Within(wide ? 1e-10 : 4e-3));
        }
    }

    [Test]
    public void ARowOfMinusInfinityHasNoSoftmax([Values] bool logarithm, [Values(1, 3)] int inner)
    {
        double[] x = [.. Enumerable.Repeat(double.NegativeInfinity, 7 * inner)];
        Assert.That(Run(Devices[0], x, (1, 7, inner), logarithm, wide: false), Is.All.NaN);
    }

    [Test]
    public void EqualRowsGiveEqualBitsWhereverTheyLie([Values] bool logarithm)
    {
        double[] row = Numbers(37, 3, wide: false);
        double[] rows = [.. Enumerable.Range(0, 50).SelectMany(_ => row)];
        double[] y = Run(Devices[1], rows, (50, 37, 1), logarithm, wide: false);
        for (int r = 1; r < 50; r++) Assert.That(y[(r * 37)..(r * 37 + 37)], Is.EqualTo(y[..37]));

        double[] columns = [.. row.SelectMany(v => Enumerable.Repeat(v, 19))];
        double[] z = Run(Devices[1], columns, (1, 37, 19), logarithm, wide: false);
        for (int i = 0; i < z.Length; i++) Assert.That(z[i], Is.EqualTo(z[i / 19 * 19]));
    }

    private static double[] Run(
        CpuDevice device, double[] x, (int Outer, int Size, int Inner) shape, bool logarithm, bool wide)
    {
        using var memory = new KernelMemory(device);
        DType type = wide ? DType.Float64 : DType.Float32;
        BufferView y = memory.Empty(type, x.Length);
        device.Launch(Softmax.Kernel, new SoftmaxArguments(
            type, logarithm, shape.Outer, shape.Size, shape.Inner, memory.From(type, x), y));
        return memory.Read(type, y, x.Length);
    }

    private static double[] Definition(double[] x, (int Outer, int Size, int Inner) shape, bool logarithm)
    {
        double[] y = new double[x.Length];
        for (int o = 0; o < shape.Outer; o++)
        {
            for (int i = 0; i < shape.Inner; i++)
            {
                int[] row = [.. Enumerable.Range(0, shape.Size).Select(s => (o * shape.Size + s) * shape.Inner + i)];
                double max = row.Max(j => x[j]);
                double sum = row.Sum(j => Math.Exp(x[j] - max));
                foreach (int j in row) y[j] = logarithm ? x[j] - max - Math.Log(sum) : Math.Exp(x[j] - max) / sum;
            }
        }

        return y;
    }

    private static double[] Numbers(int count, double range, bool wide)
    {
        var random = new Random(count);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2 - 1) * range)
                .Select(v => wide ? v : (float)v),
        ];
    }
}
