using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>
/// Gather is exact; its adjoint adds in the order of j on either device, and float32 sums of a few dozen numbers around 1 are off
/// by some units in the last place, 1e-5.
/// </summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class IndexingOnGpuTests(string name)
{
    private static readonly object[] Shapes =
    [
        new object[] { 1, 1, 1, 1, true },
        new object[] { 1, 7, 19, 1, true },
        new object[] { 1, 11, 13, 17, true },
        new object[] { 3, 5, 37, 4, false },
        new object[] { 64, 9, 4, 67, false }, // as many columns as a work-item each pays for
        new object[] { 4099, 16, 4, 1, false },
        new object[] { 2, 5, 0, 3, true },
        new object[] { 0, 5, 2, 3, true },
    ];

    private GpuDevice Device => GpuDevices.Open(name);

    [TestCaseSource(nameof(Shapes))]
    public void GatherReads(int outer, int source, int index, int inner, bool wholeRows) =>
        ForAllTypes((type, indexType) => Parity.Check(Device, Gather.Kernel, type, 0, (memory, real) =>
        {
            GatherArguments a = Arguments(memory, real, indexType, outer, source, index, inner, wholeRows);
            BufferView x = memory.From(real, Parity.Numbers(outer * source * inner, 1));
            a = a with { X = x, Y = memory.Empty(real, outer * index * inner) };
            return (a, [new Output(real, a.Y, outer * index * inner)]);
        }));

    [TestCaseSource(nameof(Shapes))]
    public void ScatterAddAdds(int outer, int source, int index, int inner, bool wholeRows) =>
        ForAllTypes((type, indexType) => Parity.Check(Device, Gather.ScatterAdd, type, type == DType.Float64 ? 0 : 1e-5,
            (memory, real) =>
            {
                GatherArguments a = Arguments(memory, real, indexType, outer, source, index, inner, wholeRows);
                BufferView y = memory.From(real, Parity.Numbers(outer * index * inner, 2));
                a = a with { X = memory.Empty(real, outer * source * inner), Y = y };
                return (a, [new Output(real, a.X, outer * source * inner)]);
            }));

    [TestCase(-1)]
    [TestCase(5)]
    [TestCase((1L << 32) + 1)] // as an int it would be 1, and inside
    public void AnIndexOutsideIsNamed(long wrong)
    {
        long named = Math.Min(wrong, int.MaxValue);
        foreach (Kernel<GatherArguments> kernel in (Kernel<GatherArguments>[])[Gather.Kernel, Gather.ScatterAdd])
        {
            using var memory = new KernelMemory(Device);
            var a = new GatherArguments(
                DType.Float32, 1, 5, 3, 2, DType.Int64, memory.From(DType.Int64, [1, wrong, 2]), 0, 1, 0,
                memory.From(DType.Float32, Parity.Numbers(10, 1)), memory.From(DType.Float32, Parity.Numbers(6, 2)));
            Device.Launch(kernel, a);
            Assert.That(
                Device.Synchronize,
                Throws.TypeOf<IndexOutOfRangeException>().With.Message.Contains($"index {named}").And.Message.Contains("0 … 4"));
            Assert.That(Device.Synchronize, Throws.Nothing, "once told it is forgotten");
        }
    }

    [Test]
    public void EveryIndexIsOutsideOfAnEmptyAxis()
    {
        using var memory = new KernelMemory(Device);
        Device.Launch(Gather.ScatterAdd, new GatherArguments(
            DType.Float32, 1, 0, 3, 2, DType.Int32, memory.From(DType.Int32, [0, 0, 0]), 0, 1, 0,
            memory.Empty(DType.Float32, 0), memory.From(DType.Float32, Parity.Numbers(6, 2))));
        Assert.That(
            Device.Synchronize, Throws.TypeOf<IndexOutOfRangeException>().With.Message.Contains("the axis of size 0"));
    }

    private static GatherArguments Arguments(
        KernelMemory memory, DType real, DType indexType, int outer, int source, int index, int inner, bool wholeRows)
    {
        int count = wholeRows ? index : outer * index * inner;
        var random = new Random(7);
        double[] indices = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(source))];
        (int o, int j, int i) = wholeRows ? (0, 1, 0) : (index * inner, inner, 1);
        return new GatherArguments(
            real, outer, source, index, inner, indexType, memory.From(indexType, indices), o, j, i, default, default);
    }

    private void ForAllTypes(Action<DType, DType> check)
    {
        foreach (DType type in (DType[])[DType.Float32, DType.Float64])
        {
            if (type == DType.Float64 && !Device.HasFloat64) continue;
            foreach (DType index in (DType[])[DType.Int32, DType.Int64]) check(type, index);
        }
    }
}
