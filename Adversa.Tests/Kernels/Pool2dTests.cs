using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

internal sealed class Pool2dTests
{
    private static readonly CpuDevice Cpu = new(threads: 1);

    // Planes, height, width, kernel, stride, padding.
    private static readonly Pool2dGeometry[] Geometries =
    [
        new(1, 1, 1, 1, 1, 1, 1, 0, 0),
        new(3, 8, 10, 2, 2, 2, 2, 0, 0),
        new(2, 7, 9, 3, 3, 2, 2, 1, 1),
        new(5, 11, 13, 3, 2, 1, 3, 1, 0),
        new(2, 6, 5, 6, 5, 1, 1, 0, 0),
        new(1, 17, 19, 5, 4, 3, 2, 2, 2),
        new(4, 9, 23, 1, 2, 1, 1, 0, 1),
        new(40, 33, 31, 3, 3, 1, 1, 1, 1),
        new(2, 10, 9, 2, 3, 5, 4, 1, 1),
        new(0, 4, 4, 2, 2, 2, 2, 0, 0),
    ];

    [Test]
    public void AverageIsTheMeanOfEachWindow([ValueSource(nameof(Geometries))] Pool2dGeometry g)
    {
        double[] x = RandomArray.Numbers(new Random(1), InCount(g));
        double[] expected = new double[OutCount(g)];
        ForEachTap(g, (from, to) => expected[to] += x[from] / (g.KernelHeight * g.KernelWidth));

        // Sums of at most 30 numbers of size 1, divided by their count: the differences stay below the unit roundoff times 30.
        Assert.That(Average(Cpu, g, x), Is.EqualTo(expected).Within(4e-15));
        Assert.That(Average(Cpu, g, RandomArray.Narrow(x)), Is.EqualTo(RandomArray.Narrow(expected)).Within(1e-6f));
    }

    [Test]
    public void AverageInputGradientIsTheAdjoint([ValueSource(nameof(Geometries))] Pool2dGeometry g)
    {
        var random = new Random(2);
        double[] x = RandomArray.Numbers(random, InCount(g));
        double[] y = RandomArray.Numbers(random, OutCount(g));
        double[] transposed = InputGradient(Cpu, g, y);
        double[] expected = new double[InCount(g)];
        ForEachTap(g, (to, from) => expected[to] += y[from] / (g.KernelHeight * g.KernelWidth));

        Assert.That(transposed, Is.EqualTo(expected).Within(4e-15));
        Assert.That(InputGradient(Cpu, g, RandomArray.Narrow(y)), Is.EqualTo(RandomArray.Narrow(expected)).Within(1e-6f));
        Assert.That(
            RandomArray.Dot(Average(Cpu, g, x), y),
            Is.EqualTo(RandomArray.Dot(x, transposed)).Within(1e-15 * (x.Length + 1)));
    }

    [Test]
    public void MaxFindsTheFirstGreatest([ValueSource(nameof(Geometries))] Pool2dGeometry g, [Values] bool ties)
    {
        var random = new Random(3);
        double[] x = ties ? RandomArray.Ties(random, InCount(g)) : RandomArray.Numbers(random, InCount(g));
        for (int i = 0; ties && i < x.Length; i += 1 + random.Next(60)) x[i] = random.Next(3) switch
        {
            0 => double.NaN,
            1 => double.NegativeInfinity,
            _ => double.PositiveInfinity,
        };
        int area = g.InHeight * g.InWidth;
        int[] indices = Enumerable.Repeat(-1, OutCount(g)).ToArray();
        ForEachTap(g, (from, to) =>
        {
            int plane = from / area * area;
            if (indices[to] < 0 || IsGreater(x[from], x[plane + indices[to]])) indices[to] = from - plane;
        });
        double[] values = [.. indices.Select((index, to) => x[to / (g.OutHeight * g.OutWidth) * area + index])];

        (double[] y, int[] found) = Max(Cpu, g, x);
        Assert.That(found, Is.EqualTo(indices));
        Assert.That(y, Is.EqualTo(values));
        (float[] narrow, found) = Max(Cpu, g, RandomArray.Narrow(x));
        Assert.That(found, Is.EqualTo(indices));
        Assert.That(narrow, Is.EqualTo(RandomArray.Narrow(values)));
    }

    [Test]
    public void AnyNumberOfThreadsGivesTheSameBits([ValueSource(nameof(Geometries))] Pool2dGeometry g)
    {
        var random = new Random(4);
        float[] x = RandomArray.Narrow(RandomArray.Numbers(random, InCount(g)));
        float[] y = RandomArray.Narrow(RandomArray.Numbers(random, OutCount(g)));
        foreach (int threads in new[] { 2, 3 })
        {
            using var device = new CpuDevice(threads);
            Assert.That(Average(device, g, x), Is.EqualTo(Average(Cpu, g, x)));
            Assert.That(InputGradient(device, g, y), Is.EqualTo(InputGradient(Cpu, g, y)));
            Assert.That(Max(device, g, x), Is.EqualTo(Max(Cpu, g, x)));
        }
    }

    [Test]
    public void MaxNeedsIndices()
    {
        var x = new CpuArray<float>(Cpu, [1, 2, 3, 4]);
        var arguments = new Pool2dArguments(DType.Float32, new(1, 2, 2, 2, 2, 2, 2, 0, 0), x.View, x.View);
        Assert.That(() => Cpu.Launch(Pool2d.Max, arguments), Throws.ArgumentException.With.Message.Contains("Indices"));
    }

    private static bool IsGreater(double a, double b) => a > b || (double.IsNaN(a) && !double.IsNaN(b));

    private static int InCount(Pool2dGeometry g) => g.Planes * g.InHeight * g.InWidth;

    private static int OutCount(Pool2dGeometry g) => g.Planes * g.OutHeight * g.OutWidth;

    /// <summary>Calls with the flat positions in x and y of every element of every window, padding left out.</summary>
    private static void ForEachTap(Pool2dGeometry g, Action<int, int> body)
    {
        for (int y = 0; y < OutCount(g); y++)
            for (int k = 0; k < g.KernelHeight; k++)
                for (int l = 0; l < g.KernelWidth; l++)
                {
                    int row = y / g.OutWidth % g.OutHeight * g.StrideHeight + k - g.PaddingHeight;
                    int column = y % g.OutWidth * g.StrideWidth + l - g.PaddingWidth;
                    if (row < 0 || row >= g.InHeight || column < 0 || column >= g.InWidth) continue;
                    body((y / (g.OutHeight * g.OutWidth) * g.InHeight + row) * g.InWidth + column, y);
                }
    }

    private static T[] Average<T>(CpuDevice device, Pool2dGeometry g, T[] x) where T : unmanaged
    {
        var y = new CpuArray<T>(device, OutCount(g));
        device.Launch(Pool2d.Average, new Pool2dArguments(DTypes.Of<T>(), g, new CpuArray<T>(device, x).View, y.View));
        return y.ToArray();
    }

    private static T[] InputGradient<T>(CpuDevice device, Pool2dGeometry g, T[] y) where T : unmanaged
    {
        var x = new CpuArray<T>(device, InCount(g));
        var arguments = new Pool2dArguments(DTypes.Of<T>(), g, x.View, new CpuArray<T>(device, y).View);
        device.Launch(Pool2d.AverageInputGradient, arguments);
        return x.ToArray();
    }

    private static (T[] Y, int[] Indices) Max<T>(CpuDevice device, Pool2dGeometry g, T[] x) where T : unmanaged
    {
        var y = new CpuArray<T>(device, OutCount(g));
        var indices = new CpuArray<int>(device, OutCount(g));
        device.Launch(Pool2d.Max, new Pool2dArguments(DTypes.Of<T>(), g, new CpuArray<T>(device, x).View, y.View, indices.View));
        return (y.ToArray(), indices.ToArray());
    }
}
