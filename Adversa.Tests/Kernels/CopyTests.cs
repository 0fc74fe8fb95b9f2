using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

internal sealed class CopyTests
{
    private static readonly CpuDevice[] Devices = [new(1), new(2), new(3)];

    /// <summary>Sizes, source strides, target strides.</summary>
    private static readonly (int[] Sizes, int[] Source, int[] Target)[] Layouts =
    [
        ([], [], []),
        ([1, 1], [5, 3], [1, 1]),
        ([0, 3], [3, 1], [3, 1]),
        ([70_001], [1], [1]),
        ([5, 7], [7, 1], [7, 1]), // dense, two axes that become one
        ([13, 37], [50, 1], [41, 1]), // rows
        ([300, 3], [5, 1], [3, 1]), // short rows
        ([67, 45], [1, 67], [45, 1]), // a transpose with broken tiles
        ([3, 33, 40], [1400, 1, 35], [1320, 40, 1]), // a batch of transposes
        ([200, 300], [1, 200], [300, 1]), // in several tasks
        ([4, 5, 6, 7], [1, 168, 4, 24], [210, 42, 7, 1]), // permuted axes
        ([6, 50], [0, 1], [50, 1]), // broadcast rows
        ([50, 6], [1, 0], [6, 1]), // broadcast columns
        ([9, 11], [31, 2], [45, 3]), // nothing contiguous
        ([17], [-1], [1]), // reversed
        ([2, 3, 2, 2, 2, 2, 3, 2], [1, 2, 6, 12, 24, 48, 96, 288], [288, 96, 48, 24, 12, 6, 2, 1]),
    ];

    [Test]
    public void EveryElementArrivesAndNothingElseChanges(
        [ValueSource(nameof(Layouts))] (int[] Sizes, int[] Source, int[] Target) layout,
        [Values(DType.Float32, DType.Float64, DType.UInt8)] DType type)
    {
        int[] from = Offsets(layout.Sizes, layout.Source), to = Offsets(layout.Sizes, layout.Target);
        int first = from.Length == 0 ? 0 : Math.Min(0, from.Min());
        double[] source = Numbers(1 + from.Append(0).Max() - first);
        double[] target = [.. Numbers(1 + to.Append(0).Max()).Select(v => 255 - v)];
        double[] expected = [.. target];
        for (int i = 0; i < from.Length; i++) expected[to[i]] = source[from[i] - first];

        foreach (CpuDevice device in Devices)
        {
            using var memory = new KernelMemory(device);
            BufferView x = memory.From(type, source), y = memory.From(type, target);
            device.Launch(Copy.Kernel, new CopyArguments(
                new Axes(layout.Sizes), type, x with { Offset = x.Offset - first }, new Axes(layout.Source),
                type, y, new Axes(layout.Target)));
            Assert.That(memory.Read(type, y, target.Length), Is.EqualTo(expected), $"{device.Team.Threads} threads");
        }
    }

    [Test]
    public void EveryPairOfTypesConverts([Values] DType from, [Values] DType to, [Values(1, 2)] int stride)
    {
        double[] source = [.. Numbers(83)];
        using var memory = new KernelMemory(Devices[1]);
        BufferView x = memory.From(from, source), y = memory.Empty(to, 83);
        int count = (83 + stride - 1) / stride;
        Devices[1].Launch(Copy.Kernel, new CopyArguments(new Axes(count), from, x, new Axes(stride), to, y, new Axes(1)));
        Assert.That(
            memory.Read(to, y, 83)[..count],
            Is.EqualTo(Enumerable.Range(0, count).Select(i => source[i * stride])));
    }

    [Test]
    public void RealsBecomeIntegersTowardsZeroAndSaturate([Values(DType.Float32, DType.Float64)] DType from)
    {
        double[] source = [1.9, -1.9, 0.5, -0.5, 255.9, 256, -1, 1e30, -1e30, double.NaN, double.PositiveInfinity, 3e9, -3e9];
        double[] int32 = [1, -1, 0, 0, 255, 256, -1, int.MaxValue, int.MinValue, 0, int.MaxValue, int.MaxValue, int.MinValue];
        double[] int64 = [1, -1, 0, 0, 255, 256, -1, long.MaxValue, long.MinValue, 0, long.MaxValue, 3e9, -3e9];
        double[] bytes = [1, 0, 0, 0, 255, 255, 0, 255, 0, 0, 255, 255, 0];
        using var memory = new KernelMemory(Devices[0]);
        foreach ((DType to, double[] expected) in new[] { (DType.Int32, int32), (DType.Int64, int64), (DType.UInt8, bytes) })
        {
            BufferView y = memory.Empty(to, source.Length);
            Devices[0].Launch(Copy.Kernel, new CopyArguments(
                new Axes(source.Length), from, memory.From(from, source), new Axes(1), to, y, new Axes(1)));
            Assert.That(memory.Read(to, y, source.Length), Is.EqualTo(expected), $"{to}");
        }
    }

    [Test]
    public void IntegersSaturateInNarrowerIntegers()
    {
        double[] source = [-1L << 40, -5, 300, 1L << 40];
        using var memory = new KernelMemory(Devices[0]);
        BufferView x = memory.From(DType.Int64, source);
        BufferView narrow = memory.Empty(DType.Int32, 4), bytes = memory.Empty(DType.UInt8, 4);
        Devices[0].Launch(Copy.Kernel, new CopyArguments(
            new Axes(4), DType.Int64, x, new Axes(1), DType.Int32, narrow, new Axes(1)));
        Devices[0].Launch(Copy.Kernel, new CopyArguments(
            new Axes(4), DType.Int64, x, new Axes(1), DType.UInt8, bytes, new Axes(1)));
        Assert.That(memory.Read(DType.Int32, narrow, 4), Is.EqualTo(new double[] { int.MinValue, -5, 300, int.MaxValue }));
        Assert.That(memory.Read(DType.UInt8, bytes, 4), Is.EqualTo(new double[] { 0, 0, 255, 255 }));
    }

    [Test]
    public void FillSetsTheViewAlone(
        [ValueSource(nameof(Layouts))] (int[] Sizes, int[] Source, int[] Target) layout, [Values] DType type)
    {
        int[] to = Offsets(layout.Sizes, layout.Target);
        double[] target = Numbers(1 + to.Append(0).Max());
        double[] expected = [.. target];
        foreach (int place in to) expected[place] = 200;
        foreach (CpuDevice device in Devices)
        {
            using var memory = new KernelMemory(device);
            BufferView y = memory.From(type, target);
            double value = type.IsFloating() ? 200 : 200.7;
            device.Launch(Copy.Fill, new FillArguments(new Axes(layout.Sizes), type, y, new Axes(layout.Target), value));
            Assert.That(memory.Read(type, y, target.Length), Is.EqualTo(expected));
        }
    }

    private static int[] Offsets(int[] sizes, int[] strides)
    {
        int[] offsets = [0];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            (int size, int stride) = (sizes[axis], strides[axis]);
            offsets = [.. offsets.SelectMany(o => Enumerable.Range(0, size).Select(i => o + i * stride))];
        }

        return offsets;
    }

    /// <summary>Whole numbers that every type can hold.</summary>
    private static double[] Numbers(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(1, 200))];
    }
}
