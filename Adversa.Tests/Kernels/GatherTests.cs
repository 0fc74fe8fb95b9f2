using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using NUnit.Framework.Constraints;

namespace Adversa.Tests.Kernels;

/// <summary>
/// Sizes (outer, source, index, inner); ByElement says whether each element has an index of its own or each row.
/// </summary>
internal readonly record struct GatherCase(int Outer, int Source, int Index, int Inner, bool ByElement);

internal sealed class GatherTests
{
    private static readonly CpuDevice Cpu = new(threads: 1);

    private static readonly GatherCase[] Cases =
    [
        new(1, 1, 1, 1, false),
        new(1, 10, 7, 33, false),
        new(3, 5, 11, 1, true),
        new(2, 7, 3, 19, true),
        new(1, 50, 200, 700, false),
        new(70, 64, 16, 1, true),
        new(300, 13, 29, 3, true),
        new(5, 100, 1, 257, false),
        new(4, 6, 0, 5, false),
        new(0, 6, 3, 5, true),
        new(4, 6, 3, 0, false),
    ];

    [Test]
    public void GatherReadsByIndex([ValueSource(nameof(Cases))] GatherCase c, [Values] bool wideIndex)
    {
        var random = new Random(1);
        double[] x = RandomArray.Numbers(random, c.Outer * c.Source * c.Inner);
        long[] index = Indices(random, c);
        double[] expected = new double[c.Outer * c.Index * c.Inner];
        ForEach(c, index, (from, to) => expected[to] = x[from]);

        Assert.That(Gathered(Cpu, c, index, x, wideIndex), Is.EqualTo(expected));
        Assert.That(Gathered(Cpu, c, index, RandomArray.Narrow(x), wideIndex), Is.EqualTo(RandomArray.Narrow(expected)));
    }

    [Test]
    public void ScatterAddSumsInTheOrderOfTheIndex([ValueSource(nameof(Cases))] GatherCase c, [Values] bool wideIndex)
    {
        var random = new Random(2);
        double[] y = RandomArray.Numbers(random, c.Outer * c.Index * c.Inner);
        float[] narrow = RandomArray.Narrow(y);
        long[] index = Indices(random, c);
        double[] expected = new double[c.Outer * c.Source * c.Inner];
        float[] expectedNarrow = new float[expected.Length];
        ForEach(c, index, (to, from) =>
        {
            expected[to] += y[from];
            expectedNarrow[to] += narrow[from];
        });

        Assert.That(Scattered(Cpu, c, index, y, wideIndex), Is.EqualTo(expected));
        Assert.That(Scattered(Cpu, c, index, narrow, wideIndex), Is.EqualTo(expectedNarrow));
    }

    [Test]
    public void ScatterAddIsTheAdjointOfGather([ValueSource(nameof(Cases))] GatherCase c)
    {
        var random = new Random(3);
        double[] x = RandomArray.Numbers(random, c.Outer * c.Source * c.Inner);
        double[] y = RandomArray.Numbers(random, c.Outer * c.Index * c.Inner);
        long[] index = Indices(random, c);
        double left = RandomArray.Dot(Gathered(Cpu, c, index, x), y);
        double right = RandomArray.Dot(x, Scattered(Cpu, c, index, y));
        Assert.That(left, Is.EqualTo(right).Within(1e-15 * (y.Length + 1)));
    }

    [Test]
    public void AnyNumberOfThreadsGivesTheSameBits([ValueSource(nameof(Cases))] GatherCase c)
    {
        var random = new Random(4);
        float[] x = RandomArray.Narrow(RandomArray.Numbers(random, c.Outer * c.Source * c.Inner));
        float[] y = RandomArray.Narrow(RandomArray.Numbers(random, c.Outer * c.Index * c.Inner));
        long[] index = Indices(random, c);
        foreach (int threads in new[] { 2, 3 })
        {
            using var device = new CpuDevice(threads);
            Assert.That(Gathered(device, c, index, x), Is.EqualTo(Gathered(Cpu, c, index, x)));
            Assert.That(Scattered(device, c, index, y), Is.EqualTo(Scattered(Cpu, c, index, y)));
        }
    }

    [TestCase(5, false, true)]
    [TestCase(-1, false, false)]
    [TestCase(5, true, false)]
    [TestCase((1L << 32) + 1, true, true)]
    public void AnIndexOutsideTheAxisThrows(long wrong, bool byElement, bool wideIndex)
    {
        var c = new GatherCase(2, 5, 3, 2, byElement);
        long[] index = Indices(new Random(5), c);
        index[^1] = wrong;
        string place = byElement ? "[1,2,1]" : "[1,2,0]";
        if (!byElement)
        {
            c = c with { Outer = 1 };
            place = "[0,2,0]";
        }

        IResolveConstraint Named() =>
            Throws.TypeOf<IndexOutOfRangeException>()
                .With.Message.Contains($"index {wrong} at {place}").And.Message.Contains("0 … 4");
        Assert.That(() => Gathered(Cpu, c, index, new float[c.Outer * c.Source * c.Inner], wideIndex), Named());
        Assert.That(() => Scattered(Cpu, c, index, new float[c.Outer * c.Index * c.Inner], wideIndex), Named());
    }

    [Test]
    public void OtherTypesThrow()
    {
        var c = new GatherCase(1, 2, 2, 2, false);
        Assert.That(() => Gathered(Cpu, c, [0, 1], new int[4]), Throws.ArgumentException.With.Message.Contains("Int32"));
    }

    private static long[] Indices(Random random, GatherCase c)
    {
        int count = c.ByElement ? c.Outer * c.Index * c.Inner : c.Index;
        return [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(c.Source))];
    }

    /// <summary>Calls with the flat positions in x and y of each element of y, in the order of y.</summary>
    private static void ForEach(GatherCase c, long[] index, Action<int, int> body)
    {
        for (int o = 0; o < c.Outer; o++)
            for (int j = 0; j < c.Index; j++)
                for (int i = 0; i < c.Inner; i++)
                {
                    int y = (o * c.Index + j) * c.Inner + i;
                    int found = (int)index[c.ByElement ? y : j];
                    body((o * c.Source + found) * c.Inner + i, y);
                }
    }

    private static T[] Gathered<T>(CpuDevice device, GatherCase c, long[] index, T[] x, bool wideIndex = true) where T : unmanaged
    {
        var y = new CpuArray<T>(device, c.Outer * c.Index * c.Inner);
        device.Launch(Gather.Kernel, Arguments<T>(device, c, index, wideIndex, new CpuArray<T>(device, x).View, y.View));
        return y.ToArray();
    }

    private static T[] Scattered<T>(CpuDevice device, GatherCase c, long[] index, T[] y, bool wideIndex = true)
        where T : unmanaged
    {
        var x = new CpuArray<T>(device, c.Outer * c.Source * c.Inner);
        device.Launch(Gather.ScatterAdd, Arguments<T>(device, c, index, wideIndex, x.View, new CpuArray<T>(device, y).View));
        return x.ToArray();
    }

    private static GatherArguments Arguments<T>(
        CpuDevice device, GatherCase c, long[] index, bool wideIndex, BufferView x, BufferView y) where T : unmanaged
    {
        (int outer, int middle, int inner) = c.ByElement ? (c.Index * c.Inner, c.Inner, 1) : (0, 1, 0);
        BufferView indices = wideIndex
            ? new CpuArray<long>(device, index).View
            : new CpuArray<int>(device, [.. index.Select(i => (int)i)]).View;
        return new GatherArguments(
            DTypes.Of<T>(), c.Outer, c.Source, c.Index, c.Inner,
            wideIndex ? DType.Int64 : DType.Int32, indices, outer, middle, inner, x, y);
    }
}
