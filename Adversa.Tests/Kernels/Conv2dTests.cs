using System.Numerics;
using Adversa.Kernels;
using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Convolution;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class Conv2dTests<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly CpuDevice Device = new(threads: 2);

    private static readonly MicroKernel<T>[] MicroKernels =
        [new MicroKernel512<T>(), new MicroKernel256<T>(), new MicroKernel128<T>()];

    // Batch, InChannels, InHeight, InWidth, OutChannels, KernelHeight, KernelWidth, stride, padding, dilation (h, w), Groups.
    private static readonly Conv2dGeometry[] Geometries =
    [
        new(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1),
        new(2, 3, 16, 16, 5, 4, 4, 2, 2, 1, 1, 1, 1, 1),     // the layers of a DCGAN
        new(3, 5, 8, 8, 7, 4, 4, 2, 2, 1, 1, 1, 1, 1),
        new(5, 2, 4, 4, 3, 4, 4, 1, 1, 0, 0, 1, 1, 1),       // the window is the image
        new(7, 6, 3, 5, 4, 3, 5, 2, 1, 0, 0, 1, 1, 2),
        new(2, 2, 64, 66, 3, 4, 4, 2, 2, 1, 1, 1, 1, 1),     // rows as long as a panel is wide, and one longer
        new(2, 3, 9, 11, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1),
        new(1, 2, 3, 70, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1),
        new(2, 14, 5, 7, 13, 1, 1, 1, 1, 0, 0, 1, 1, 1),     // 1×1
        new(2, 3, 7, 9, 4, 1, 1, 2, 3, 0, 0, 1, 1, 1),       // some pixels are reached by no tap
        new(2, 4, 13, 10, 6, 3, 2, 2, 1, 2, 0, 1, 2, 2),     // nothing square, groups
        new(2, 6, 11, 12, 6, 3, 3, 1, 1, 1, 1, 1, 1, 6),     // depthwise
        new(1, 4, 12, 14, 8, 5, 3, 3, 2, 3, 2, 2, 3, 4),     // stride and dilation share a factor, or not
        new(1, 2, 15, 16, 3, 3, 3, 2, 2, 2, 2, 2, 2, 1),
        new(2, 1, 6, 5, 2, 6, 5, 1, 1, 3, 4, 1, 1, 1),       // more padding than image
        new(1, 1, 20, 22, 1, 17, 18, 1, 1, 2, 1, 1, 1, 1),   // more taps than a block is deep
        new(70, 2, 4, 3, 3, 3, 3, 2, 2, 1, 1, 1, 1, 1),      // small planes
        new(3, 2, 5, 6, 3, 2, 2, 4, 4, 0, 0, 1, 1, 1),       // stride beyond the kernel
        new(6, 3, 24, 24, 25, 3, 3, 1, 1, 1, 1, 1, 1, 1),    // sums in several chunks
        new(3, 3, 16, 14, 17, 4, 4, 2, 2, 1, 1, 1, 1, 1),    // few channels that go to many
        new(2, 12, 9, 11, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1),
        new(2, 2, 33, 27, 19, 5, 3, 3, 2, 3, 2, 2, 3, 1),
        new(48, 64, 16, 16, 64, 4, 4, 2, 2, 1, 1, 1, 1, 1),  // one that WinogradConv2d takes
        new(16, 32, 8, 8, 32, 4, 4, 2, 2, 1, 1, 1, 1, 1),
        new(31, 32, 6, 10, 37, 4, 4, 2, 2, 1, 1, 1, 1, 1),   // a lane without image
        new(16, 48, 7, 5, 33, 4, 4, 2, 2, 1, 1, 1, 1, 1),    // tiles beyond y, an odd number of tiles
        new(16, 32, 2, 3, 32, 4, 4, 2, 2, 1, 1, 1, 1, 1),    // one tile
        new(16, 32, 6, 4, 32, 4, 4, 2, 2, 0, 0, 1, 1, 1),
        new(16, 32, 3, 5, 40, 4, 4, 2, 2, 2, 1, 1, 1, 1),
        new(16, 32, 2, 2, 32, 4, 4, 2, 2, 4, 5, 1, 1, 1),    // windows that see no image
    ];

    [Test]
    public void AgreesWithSevenLoops([ValueSource(nameof(Geometries))] Conv2dGeometry g)
    {
        var random = new Random(3);
        double[] x = RandomArray.Exact<T>(random, g.Input.Product), w = RandomArray.Exact<T>(random, g.Weight.Product);
        double[] y = RandomArray.Exact<T>(random, g.Output.Product), bias = RandomArray.Exact<T>(random, g.OutChannels);
        int plane = g.OutHeight * g.OutWidth;
        double[] expectedY = Conv2dReference.Forward(g, x, w);
        double[] biasedY = [.. expectedY.Select((value, i) => value + bias[i / plane % g.OutChannels])];
        double[] expectedX = Conv2dReference.InputGradient(g, w, y), expectedW = Conv2dReference.WeightGradient(g, x, y);
        int window = g.KernelHeight * g.KernelWidth;

        foreach (MicroKernel<T> kernel in MicroKernels)
        {
            using (Assert.EnterMultipleScope())
            {
                Agree(Forward(Device, kernel, g, x, w), expectedY, g.InChannels / g.Groups * window);
                Agree(Forward(Device, kernel, g, x, w, bias), biasedY, g.InChannels / g.Groups * window + 1);
                Agree(InputGradient(Device, kernel, g, w, y), expectedX, g.OutChannels / g.Groups * window);
                Agree(WeightGradient(Device, kernel, g, x, y), expectedW, g.Batch * plane);
            }
        }
    }

    [Test]
    public void BitsDependOnNeitherThreadsNorMicroKernel([ValueSource(nameof(Geometries))] Conv2dGeometry g)
    {
        var random = new Random(5);
        double[] x = RandomArray.Exact<T>(random, g.Input.Product), w = RandomArray.Exact<T>(random, g.Weight.Product);
        double[] y = RandomArray.Exact<T>(random, g.Output.Product), bias = RandomArray.Exact<T>(random, g.OutChannels);
        T[] All(CpuDevice device, MicroKernel<T> kernel) =>
        [
            .. Forward(device, kernel, g, x, w, bias), .. InputGradient(device, kernel, g, w, y),
            .. WeightGradient(device, kernel, g, x, y),
        ];

        T[] expected = All(new CpuDevice(threads: 1), MicroKernels[0]);
        foreach (int threads in new[] { 2, 3 })
            foreach (MicroKernel<T> kernel in MicroKernels)
                Assert.That(All(new CpuDevice(threads), kernel), Is.EqualTo(expected), $"{threads} threads, {kernel.Name}");
    }

    [Test]
    public void TheThreeAreAdjoint([ValueSource(nameof(Geometries))] Conv2dGeometry g)
    {
        var random = new Random(7);
        double[] x = RandomArray.Exact<T>(random, g.Input.Product), w = RandomArray.Exact<T>(random, g.Weight.Product);
        double[] u = RandomArray.Exact<T>(random, g.Output.Product);
        int plane = g.OutHeight * g.OutWidth;
        double form = Dot(Forward(Device, MicroKernel<T>.Best, g, x, w), u);

        // Each side sums products of a rounded number and another; the errors add up with random signs.
        int summands = g.Output.Product + g.Input.Product + g.Weight.Product;
        int longestSum = Math.Max(g.Batch * plane, g.Weight.Product / g.InChannels);
        double tolerance = Rounding.Tolerance<T>(longestSum) * Math.Sqrt(summands);
        Assert.That(Dot(InputGradient(Device, MicroKernel<T>.Best, g, w, u), x), Is.EqualTo(form).Within(tolerance));
        Assert.That(Dot(WeightGradient(Device, MicroKernel<T>.Best, g, x, u), w), Is.EqualTo(form).Within(tolerance));
    }

    [Test]
    public void EmptyBatchGivesNothingAndAZeroWeightGradient()
    {
        Conv2dGeometry[] geometries =
        [
            new(0, 3, 8, 8, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1), new(0, 3, 16, 16, 32, 4, 4, 2, 2, 1, 1, 1, 1, 1),
            new(0, 32, 8, 8, 32, 4, 4, 2, 2, 1, 1, 1, 1, 1),
        ];
        foreach (Conv2dGeometry g in geometries)
        {
            double[] w = RandomArray.Exact<T>(new Random(9), g.Weight.Product);
            Assert.That(Forward(Device, MicroKernel<T>.Best, g, [], w), Is.Empty);
            Assert.That(InputGradient(Device, MicroKernel<T>.Best, g, w, []), Is.Empty);
            Assert.That(WeightGradient(Device, MicroKernel<T>.Best, g, [], []), Is.All.EqualTo(T.Zero));
        }
    }

    [Test]
    public void NoInputChannelsGiveZerosAndEmptyGradients()
    {
        var g = new Conv2dGeometry(2, 0, 16, 16, 32, 4, 4, 2, 2, 1, 1, 1, 1, 1);
        double[] y = RandomArray.Exact<T>(new Random(13), g.Output.Product);
        Assert.That(Forward(Device, MicroKernel<T>.Best, g, [], []), Is.All.EqualTo(T.Zero));
        Assert.That(InputGradient(Device, MicroKernel<T>.Best, g, [], y), Is.Empty);
        Assert.That(WeightGradient(Device, MicroKernel<T>.Best, g, [], y), Is.Empty);
    }

    private static readonly (Conv2dGeometry Geometry, string Named)[] Impossible =
    [
        (new(1, 3, 8, 8, 4, 3, 3, 1, 1, 1, 1, 1, 1, 2), "2 groups must divide 3 input channels and 4 output channels"),
        (new(1, 4, 8, 8, 3, 3, 3, 1, 1, 1, 1, 1, 1, 2), "2 groups must divide 4 input channels and 3 output channels"),
        (new(1, 4, 8, 8, 4, 3, 3, 1, 1, 1, 1, 1, 1, 0), "0 groups"),
        (new(1, 4, 8, 8, 4, 3, 3, 1, 0, 1, 1, 1, 1, 1), "strides and dilations must be at least 1, but are [1,0,1,1]"),
        (new(1, 4, 8, 8, 4, 3, 3, 1, 1, 1, 1, -1, 1, 1), "[1,1,-1,1]"),
        (new(1, 4, 8, 8, 4, 3, 3, 1, 1, 1, -1, 1, 1, 1), "kernel size and padding must be at least 0, but are [3,3,1,-1]"),
        (new(1, 4, 8, -8, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1), "[1,4,4,8,-8]"),
    ];

    [Test]
    public void SizesThatNoConvolutionHasAreRefused()
    {
        BufferView memory = new CpuArray<T>(Device, 1024).View;
        using IDisposable all = Assert.EnterMultipleScope();
        foreach ((Conv2dGeometry geometry, string named) in Impossible)
        {
            var arguments = new Conv2dArguments(DTypes.Of<T>(), geometry, memory, memory, memory);
            foreach (Kernel<Conv2dArguments> kernel in new[] { Conv2d.Forward, Conv2d.InputGradient, Conv2d.WeightGradient })
                Assert.That(() => Device.Launch(kernel, arguments), Throws.ArgumentException.With.Message.Contains(named));
        }
    }

    [Test]
    public void RepeatedLaunchesAskTheDriverForNothing()
    {
        using var device = new CpuDevice(threads: 2);
        var g = new Conv2dGeometry(6, 3, 24, 24, 25, 3, 3, 1, 1, 1, 1, 1, 1, 1);
        var arguments = new Conv2dArguments(DTypes.Of<T>(), g, new CpuArray<T>(device, g.Input.Product).View,
            new CpuArray<T>(device, g.Weight.Product).View, new CpuArray<T>(device, g.Output.Product).View);
        MemoryStatistics Step()
        {
            device.Launch(Conv2d.Forward, arguments);
            device.Launch(Conv2d.InputGradient, arguments);
            device.Launch(Conv2d.WeightGradient, arguments);
            return device.Memory.Statistics;
        }

        MemoryStatistics first = Step(), second = Step();
        Assert.That((second.Misses, second.BytesInUse), Is.EqualTo((first.Misses, first.BytesInUse)));
    }

    private static void Agree(T[] actual, double[] expected, int terms) =>
        Assert.That(actual.Select(double.CreateChecked), Is.EqualTo(expected).Within(Rounding.Tolerance<T>(terms)));

    private static BufferView Place(CpuDevice device, double[] values) =>
        new CpuArray<T>(device, RandomArray.To<T>(values)).View;

    private static double Dot(T[] a, double[] b) => a.Zip(b, (p, q) => double.CreateChecked(p) * q).Sum();

    private static T[] Forward(
        CpuDevice device, MicroKernel<T> kernel, Conv2dGeometry g, double[] x, double[] w, double[]? bias = null)
    {
        var y = new CpuArray<T>(device, g.Output.Product);
        CpuConv2d.Forward(device, kernel, new Conv2dArguments(
            DTypes.Of<T>(), g, Place(device, x), Place(device, w), y.View, bias is null ? null : Place(device, bias)));
        return y.ToArray();
    }

    private static T[] InputGradient(CpuDevice device, MicroKernel<T> kernel, Conv2dGeometry g, double[] w, double[] y)
    {
        var x = new CpuArray<T>(device, g.Input.Product);
        CpuConv2d.InputGradient(device, kernel, new Conv2dArguments(
            DTypes.Of<T>(), g, x.View, Place(device, w), Place(device, y)));
        return x.ToArray();
    }

    private static T[] WeightGradient(CpuDevice device, MicroKernel<T> kernel, Conv2dGeometry g, double[] x, double[] y)
    {
        var w = new CpuArray<T>(device, g.Weight.Product);
        CpuConv2d.WeightGradient(device, kernel, new Conv2dArguments(
            DTypes.Of<T>(), g, Place(device, x), w.View, Place(device, y)));
        return w.ToArray();
    }
}
