using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>Uniform and Bernoulli numbers are the CPU's to the bit, normal ones within 1e-6.</summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class RandomNumbersOnGpuTests(string name)
{
    private static readonly (ulong Position, int Count)[] Ranges =
    [
        (0, 1), (0, 1000), (3, 4), (5, 1021), (4294967295, 9), (4 * 4294967296 - 3, 2000), (ulong.MaxValue - 70, 64), (7, 0),
    ];

    private GpuDevice Device => GpuDevices.Open(name);

    [Test]
    public void NumbersAreTheCpus(
        [ValueSource(nameof(Ranges))] (ulong Position, int Count) range, [Values] Distribution distribution,
        [Values(DType.Float32, DType.Float64)] DType type)
    {
        if (type == DType.Float64 && !Device.HasFloat64) Assert.Ignore($"{Device} has no float64");
        (double a, double b) = distribution switch
        {
            Distribution.Uniform => (-0.7, 1.3),
            Distribution.Normal => (0.25, 1.5),
            _ => (0.37, 0.0),
        };
        using var cpu = new CpuDevice(1);
        double[] expected = Draw(cpu, type, distribution, a, b, range), actual = Draw(Device, type, distribution, a, b, range);
        if (distribution != Distribution.Normal)
            Assert.That(actual, Is.EqualTo(expected));
        else
            Assert.That(actual, Is.EqualTo(expected).Within(type == DType.Float64 ? 1e-14 : 1e-6));
    }

    /// <summary>The kernel for devices without float64, on whatever device there is.</summary>
    [Test]
    public void NormalNumbersInFloat32AreNear()
    {
        const int count = 1 << 20;
        var range = (Position: 0ul, Count: count);
        using var cpu = new CpuDevice(1);
        double[] expected = Draw(cpu, DType.Float32, Distribution.Normal, 0, 1, range);
        using var memory = new KernelMemory(Device);
        BufferView target = memory.Empty(DType.Float32, count);
        Grouped.NormalFloat32(
            Device, Extent.Covering(count / 4, PhiloxKernels.GroupSize), target,
            new RandomRange(0, 12345, 0, 678, 0, 0, count), 0, 1);
        double[] actual = memory.Read(DType.Float32, target, count);
        double worst = actual.Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.Second)));
        Assert.That(worst, Is.LessThan(1e-6));
    }

    private static double[] Draw(
        Device device, DType type, Distribution distribution, double a, double b, (ulong Position, int Count) range) =>
        Parity.Run(device, Philox.Kernel, type, (memory, real) =>
        {
            BufferView target = memory.Empty(real, range.Count);
            return (
                new RandomArguments(real, distribution, a, b, 12345, 678, range.Position, range.Count, target),
                [new Output(real, target, range.Count)]);
        })[0];
}
