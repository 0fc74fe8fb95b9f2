using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>Copies, conversions and fills: the CPU's elements to the bit.</summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class CopyOnGpuTests(string name)
{
    private static readonly DType[] Types = Enum.GetValues<DType>();

    private GpuDevice Device => GpuDevices.Open(name);

    [Test]
    public void ConversionsAreTheCpus([ValueSource(nameof(Types))] DType source, [ValueSource(nameof(Types))] DType target)
    {
        double[] values = source switch
        {
            DType.Float32 or DType.Float64 =>
                [0, -0.5, 0.999, -0.999, 1.5, -7.5, 254.9, 255, 256, 3e9, -3e9, 2147483520, 1e19, -1e19, 1e30,
                    double.PositiveInfinity, double.NegativeInfinity, double.NaN],
            DType.Int32 => [0, -1, 7, 255, 256, int.MaxValue, int.MinValue, 16777217],
            DType.Int64 => [0, -1, 255, 256, int.MaxValue + 1L, int.MinValue - 1L, 9007199254740992, -9007199254740992],
            _ => [0, 1, 127, 128, 255],
        };
        Check([values.Length], [1], [1], source, target, values, values.Length);
    }

    [TestCase(new[] { 1 }, new[] { 1 }, new[] { 1 })]
    [TestCase(new[] { 1000 }, new[] { 0 }, new[] { 1 })]
    [TestCase(new[] { 37, 53 }, new[] { 1, 37 }, new[] { 53, 1 })]
    [TestCase(new[] { 5, 7, 11 }, new[] { 1, 5, 35 }, new[] { 77, 11, 1 })]
    [TestCase(new[] { 4, 0, 3 }, new[] { 0, 3, 1 }, new[] { 0, 3, 1 })]
    [TestCase(
        new[] { 2, 3, 2, 3, 2, 3, 2, 3 }, new[] { 1, 2, 6, 12, 36, 72, 216, 432 }, new[] { 648, 216, 108, 36, 18, 6, 3, 1 })]
    [TestCase(new[] { 13, 11 }, new[] { 22, 2 }, new[] { 33, 3 })]
    public void StridesAreFollowed(int[] sizes, int[] sourceStrides, int[] targetStrides)
    {
        foreach (DType type in Types)
        {
            if (type == DType.Float64 && !Device.HasFloat64) continue;
            int length = 1 + sizes.Zip(sourceStrides).Sum(axis => Math.Max(0, axis.First - 1) * axis.Second);
            double[] values = [.. Enumerable.Range(0, length).Select(i => (double)(i % 251))];
            int room = 1 + sizes.Zip(targetStrides).Sum(axis => Math.Max(0, axis.First - 1) * axis.Second);
            Check(sizes, sourceStrides, targetStrides, type, type, values, room);
        }
    }

    [Test]
    public void FillSetsEachElement([ValueSource(nameof(Types))] DType type)
    {
        foreach (double value in (double[])[0, 1, -1, 2.75, 300, 1e12, double.NaN])
        {
            (FillArguments, Output[]) Prepare(KernelMemory memory, DType _)
            {
                BufferView target = memory.From(type, new double[7 * 9]);
                return (new FillArguments(new Axes(7, 3), type, target, new Axes(9, 2), value), [new Output(type, target, 63)]);
            }

            Assert.That(
                Parity.Run(Device, Copy.Fill, type, Prepare)[0],
                Is.EqualTo(Parity.Run(new CpuDevice(1), Copy.Fill, type, Prepare)[0]), $"{value}");
        }
    }

    private void Check(
        int[] sizes, int[] sourceStrides, int[] targetStrides, DType source, DType target, double[] values, int room)
    {
        bool needsFloat64 = source == DType.Float64 || target == DType.Float64;
        if (needsFloat64 && !Device.HasFloat64) Assert.Ignore($"{Device} has no float64");
        (CopyArguments, Output[]) Prepare(KernelMemory memory, DType _)
        {
            BufferView to = memory.From(target, new double[room]);
            return (
                new CopyArguments(
                    new Axes(sizes), source, memory.From(source, values), new Axes(sourceStrides), target, to,
                    new Axes(targetStrides)),
                [new Output(target, to, room)]);
        }

        using var cpu = new CpuDevice(1);
        Assert.That(
            Parity.Run(Device, Copy.Kernel, target, Prepare)[0], Is.EqualTo(Parity.Run(cpu, Copy.Kernel, target, Prepare)[0]));
    }
}
