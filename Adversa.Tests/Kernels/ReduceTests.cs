using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

internal sealed class ReduceTests
{
    private static readonly CpuDevice[] Devices = [new(1), new(2), new(3)];

    /// <summary>Kept sizes and strides, reduced sizes and strides.</summary>
    private static readonly object[][] Layouts =
    [
        [new[] { 7 }, new[] { 13 }, new[] { 13 }, new[] { 1 }], // rows
        [new[] { 5 }, new[] { 37 }, new[] { 37 }, new[] { 1 }],
        [new[] { 129 }, new[] { 1 }, new[] { 11 }, new[] { 129 }], // columns
        [new[] { 1031 }, new[] { 1 }, new[] { 3 }, new[] { 1031 }], // columns in three blocks, the last one short
        [new[] { 3 }, new[] { 1 }, new[] { 20011 }, new[] { 3 }], // columns cut into chunks
        [new[] { 5 }, new[] { 49 }, new[] { 3, 7, 7 }, new[] { 245, 7, 1 }], // NCHW to C
        [new[] { 3 }, new[] { 4 }, new[] { 5, 2, 2 }, new[] { 12, 2, 1 }], // NCHW to C, planes shorter than a vector
        [new[] { 4, 6 }, new[] { 30, 1 }, new[] { 5 }, new[] { 6 }], // a middle axis
        [new[] { 3, 4 }, new[] { 1, 15 }, new[] { 5 }, new[] { 3 }], // kept axes transposed
        [new[] { 3 }, new[] { 7 }, new[] { 4, 5 }, new[] { 2, 31 }], // nothing contiguous
        [Array.Empty<int>(), Array.Empty<int>(), new[] { 70001 }, new[] { 1 }], // everything
        [Array.Empty<int>(), Array.Empty<int>(), new[] { 1 }, new[] { 1 }], // a single number
        [Array.Empty<int>(), Array.Empty<int>(), Array.Empty<int>(), Array.Empty<int>()],
        [new[] { 3, 5 }, new[] { 5, 1 }, Array.Empty<int>(), Array.Empty<int>()], // no axis reduced
        [new[] { 4 }, new[] { 0 }, new[] { 9 }, new[] { 1 }], // broadcast over the kept axis
        [new[] { 4 }, new[] { 1 }, new[] { 3, 2 }, new[] { 4, 0 }], // and over a reduced one
        [new[] { 6 }, new[] { 1 }, new[] { 0 }, new[] { 6 }], // nothing to reduce
        [new[] { 0 }, new[] { 3 }, new[] { 3 }, new[] { 1 }], // no outputs
        [new[] { 2, 1, 3, 1, 2 }, new[] { 96, 96, 16, 8, 4 }, new[] { 2, 1, 2 }, new[] { 48, 1, 1 }],
    ];

    [Test]
    public void EveryReductionAgreesWithTheDefinition(
        [ValueSource(nameof(Layouts))] object[] layout, [Values] Reduction reduction, [Values] bool wide)
    {
        int[] kept = (int[])layout[0], keptStrides = (int[])layout[1];
        int[] reduced = (int[])layout[2], reducedStrides = (int[])layout[3];
        int outputs = kept.Aggregate(1, (a, b) => a * b);
        double[] x = Numbers(1 + Furthest(kept, keptStrides) + Furthest(reduced, reducedStrides), wide);

        double[] expected = [.. Offsets(kept, keptStrides).Select(k =>
            Definition(reduction, [.. Offsets(reduced, reducedStrides).Select(r => x[k + r])]))];

        foreach (CpuDevice device in Devices)
        {
            using var memory = new KernelMemory(device);
            DType type = wide ? DType.Float64 : DType.Float32;
            BufferView y = memory.Empty(type, outputs);
            device.Launch(Reduce.Kernel, new ReduceArguments(
                type, reduction, memory.From(type, x), new Axes(kept), new Axes(keptStrides),
                new Axes(reduced), new Axes(reducedStrides), y));

            // The kernel adds in double; float32 then shows one rounding, 2⁻²⁴ of numbers up to 4 or of small sums' terms.
            double tolerance = wide ? 1e-13 : 1.2e-7;
            double[] actual = memory.Read(type, y, outputs);
            for (int i = 0; i < outputs; i++)
            {
                double scale = double.IsFinite(expected[i]) ? Math.Max(1, Math.Abs(expected[i])) : 0;
                Assert.That(actual[i], Is.EqualTo(expected[i]).Within(tolerance * scale), $"y[{i}]");
            }
        }
    }

    [Test]
    public void AnyNumberOfThreadsGivesTheSameBits([Values] Reduction reduction, [Values] bool wide)
    {
        DType type = wide ? DType.Float64 : DType.Float32;
        (int[] Kept, int[] KeptStrides, int[] Reduced, int[] ReducedStrides)[] layouts =
        [
            ([], [], [300007], [1]),
            ([3], [70001], [70001], [1]),
            ([700], [1], [301], [700]),
            ([5], [4001], [7, 4001], [20005, 1]),
        ];
        foreach ((int[] kept, int[] keptStrides, int[] reduced, int[] reducedStrides) in layouts)
        {
            double[] x = Numbers(1 + Furthest(kept, keptStrides) + Furthest(reduced, reducedStrides), wide);
            int outputs = kept.Aggregate(1, (a, b) => a * b);
            double[][] results = [.. Devices.Select(device =>
            {
                using var memory = new KernelMemory(device);
                BufferView y = memory.Empty(type, outputs);
                device.Launch(Reduce.Kernel, new ReduceArguments(
                    type, reduction, memory.From(type, x), new Axes(kept), new Axes(keptStrides),
                    new Axes(reduced), new Axes(reducedStrides), y));
                return memory.Read(type, y, outputs);
            })];
            Assert.That(results[1], Is.EqualTo(results[0]), "2 threads");
            Assert.That(results[2], Is.EqualTo(results[0]), "3 threads");
        }
    }

    [Test]
    public void LongFloat32SumsAreAccurate([Values(1, 3)] int columns)
    {
        // 0.1f a million times: adding in float32 would be off by 1e-2.
        const int Count = 1_000_000;
        double[] x = [.. Enumerable.Repeat((double)0.1f, Count * columns)];
        Assert.That(
            Run(Reduction.Sum, DType.Float32, x, columns, 1, Count, columns),
            Is.All.EqualTo(Count * (double)0.1f).Within(1e-7 * Count * 0.1));
    }

    [Test]
    public void VarianceSurvivesALargeMean([Values] bool wide, [Values(1, 5)] int columns)
    {
        const int Count = 40_003;
        DType type = wide ? DType.Float64 : DType.Float32;
        var random = new Random(7);
        double[] x = [.. Enumerable.Range(0, Count * columns).Select(_ => Rounded(1e4 + random.NextDouble() * 2 - 1, wide))];
        double[] actual = Run(Reduction.Variance, type, x, columns, 1, Count, columns);
        for (int c = 0; c < columns; c++)
        {
            double expected = Definition(Reduction.Variance, [.. Enumerable.Range(0, Count).Select(i => x[i * columns + c])]);
            Assert.That(actual[c], Is.EqualTo(expected).Within(wide ? 1e-12 : 6e-8));
        }
    }

    [Test]
    public void MaxPropagatesNaNAndInfinities([Values] bool wide, [Values(0, 8, 21, 36)] int place)
    {
        DType type = wide ? DType.Float64 : DType.Float32;
        double[] x = Numbers(37, wide);
        foreach (double special in new[] { double.NaN, double.PositiveInfinity })
        {
            x[place] = special;
            Assert.That(Run(Reduction.Max, type, x, 1, 37, 37, 1)[0], Is.EqualTo(special));
        }

        Array.Fill(x, double.NegativeInfinity);
        Assert.That(Run(Reduction.Max, type, x, 1, 37, 37, 1)[0], Is.EqualTo(double.NegativeInfinity));
    }

    [Test]
    public void IntegersAreRefused()
    {
        using var memory = new KernelMemory(Devices[0]);
        BufferView x = memory.Empty(DType.Int32, 1);
        Assert.That(
            () => Devices[0].Launch(Reduce.Kernel, new ReduceArguments(
                DType.Int32, Reduction.Sum, x, new Axes(), new Axes(), new Axes(1), new Axes(1), x)),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("Int32"));
    }

    private static double[] Run(
        Reduction reduction, DType type, double[] x, int kept, int keptStride, int reduced, int reducedStride)
    {
        using var memory = new KernelMemory(Devices[1]);
        BufferView y = memory.Empty(type, kept);
        Devices[1].Launch(Reduce.Kernel, new ReduceArguments(
            type, reduction, memory.From(type, x), new Axes(kept), new Axes(keptStride),
            new Axes(reduced), new Axes(reducedStride), y));
        return memory.Read(type, y, kept);
    }

    private static double Definition(Reduction reduction, double[] x)
    {
        double mean = x.Sum() / x.Length;
        return reduction switch
        {
            Reduction.Sum => x.Sum(),
            Reduction.Mean => mean,
            Reduction.Max => x.Aggregate(double.NegativeInfinity, Math.Max),
            _ => x.Sum(v => (v - mean) * (v - mean)) / x.Length,
        };
    }

    private static IEnumerable<int> Offsets(int[] sizes, int[] strides)
    {
        IEnumerable<int> offsets = [0];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            (int size, int stride) = (sizes[axis], strides[axis]);
            offsets = offsets.SelectMany(o => Enumerable.Range(0, size).Select(i => o + i * stride)).ToArray();
        }

        return offsets;
    }

    private static int Furthest(int[] sizes, int[] strides) =>
        Enumerable.Range(0, sizes.Length).Sum(axis => Math.Max(0, sizes[axis] - 1) * strides[axis]);

    private static double[] Numbers(int count, bool wide)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => Rounded(random.NextDouble() * 4 - 1.5, wide))];
    }

    private static double Rounded(double x, bool wide) => wide ? x : (float)x;
}
