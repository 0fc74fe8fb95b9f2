using System.Numerics;
using Adversa.Kernels;
using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Convolution;
using Adversa.Kernels.Cpu.Convolution.Winograd;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

/// <summary>Every minimal filter on every shape that its windows can have, whether it would be chosen there or not.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class WinogradTests<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly CpuDevice Device = new(threads: 2);

    private static readonly MicroKernel<T>[] MicroKernels =
        [new MicroKernel512<T>(), new MicroKernel256<T>(), new MicroKernel128<T>()];

    private static readonly Conv2dGeometry[] WindowsOfFour =
    [
        new(16, 32, 8, 8, 32, 4, 4, 2, 2, 1, 1, 1, 1, 1),
        new(31, 32, 6, 10, 37, 4, 4, 2, 2, 1, 1, 1, 1, 1),   // a lane without image
        new(16, 48, 7, 5, 33, 4, 4, 2, 2, 1, 1, 1, 1, 1),    // tiles beyond y, an odd number of tiles
        new(16, 32, 2, 3, 32, 4, 4, 2, 2, 1, 1, 1, 1, 1),    // one tile
        new(16, 32, 6, 4, 32, 4, 4, 2, 2, 0, 0, 1, 1, 1),
        new(16, 32, 3, 5, 40, 4, 4, 2, 2, 2, 1, 1, 1, 1),
        new(16, 32, 2, 2, 32, 4, 4, 2, 2, 4, 5, 1, 1, 1),    // windows that see no image
        new(16, 80, 20, 10, 13, 4, 4, 2, 2, 1, 1, 1, 1, 1),  // sums over more than a block, few output channels
    ];

    private static readonly Conv2dGeometry[] WindowsOfThree =
    [
        new(16, 32, 8, 8, 32, 3, 3, 1, 1, 1, 1, 1, 1, 1),
        new(31, 32, 5, 9, 37, 3, 3, 1, 1, 1, 1, 1, 1, 1),
        new(16, 48, 7, 3, 33, 3, 3, 1, 1, 0, 0, 1, 1, 1),
        new(16, 32, 1, 1, 32, 3, 3, 1, 1, 1, 1, 1, 1, 1),    // one pixel
        new(16, 32, 3, 5, 40, 3, 3, 1, 1, 2, 1, 1, 1, 1),
        new(16, 288, 4, 6, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1),
    ];

    // How much larger than the definition's the rounding errors may be: the filters' documentation says how much they are.
    private static readonly (WinogradConv2d<T> Filter, Conv2dGeometry[] Geometries, double Errors)[] Filters =
    [
        (new WinogradConv2d<T, F22>(), WindowsOfFour, 1),
        (new WinogradConv2d<T, F42>(), WindowsOfFour, 3),
        (new WinogradConv2d<T, F43>(), WindowsOfThree, 6),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        from row in Filters
        from geometry in row.Geometries
        select new TestCaseData(row.Filter, geometry, row.Errors).SetArgDisplayNames(
            $"F({row.Filter.Shape(geometry).Outputs},{row.Filter.Shape(geometry).Taps})", geometry.ToString());

    [TestCaseSource(nameof(Cases))]
    public void AgreesWithSevenLoops(object filter, Conv2dGeometry g, double errors)
    {
        var random = new Random(17);
        double[] x = RandomArray.Exact<T>(random, g.Input.Product), w = RandomArray.Exact<T>(random, g.Weight.Product);
        double[] y = RandomArray.Exact<T>(random, g.Output.Product), bias = RandomArray.Exact<T>(random, g.OutChannels);
        int plane = g.OutHeight * g.OutWidth, window = g.KernelHeight * g.KernelWidth;
        double[] expectedY = [.. Conv2dReference.Forward(g, x, w).Select((value, i) => value + bias[i / plane % g.OutChannels])];
        T[][] expected =
        [
            RandomArray.To<T>(expectedY), RandomArray.To<T>(Conv2dReference.InputGradient(g, w, y)),
            RandomArray.To<T>(Conv2dReference.WeightGradient(g, x, y)),
        ];
        int[] terms = [g.InChannels * window + 1, g.OutChannels * window, g.Batch * plane];

        using IDisposable all = Assert.EnterMultipleScope();
        foreach (MicroKernel<T> kernel in MicroKernels)
        {
            T[][] actual = Run((WinogradConv2d<T>)filter, Device, kernel, g, x, w, y, bias);
            for (int i = 0; i < actual.Length; i++)
            {
                Assert.That(actual[i].Select(double.CreateChecked), Is.EqualTo(expected[i].Select(double.CreateChecked))
                    .Within(errors * Rounding.Tolerance<T>(terms[i])), $"{kernel.Name}, {i}");
            }
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void BitsDependOnNeitherThreadsNorMicroKernel(object filter, Conv2dGeometry g, double errors)
    {
        var random = new Random(19);
        double[] x = RandomArray.Exact<T>(random, g.Input.Product), w = RandomArray.Exact<T>(random, g.Weight.Product);
        double[] y = RandomArray.Exact<T>(random, g.Output.Product), bias = RandomArray.Exact<T>(random, g.OutChannels);
        using var one = new CpuDevice(threads: 1);
        using var three = new CpuDevice(threads: 3);
        T[][] expected = Run((WinogradConv2d<T>)filter, one, MicroKernels[0], g, x, w, y, bias);
        foreach (MicroKernel<T> kernel in MicroKernels)
        {
            foreach (CpuDevice device in new[] { Device, three })
                Assert.That(Run((WinogradConv2d<T>)filter, device, kernel, g, x, w, y, bias), Is.EqualTo(expected), kernel.Name);
        }
    }

    private static IEnumerable<TestCaseData> LongSums =>
        [new(new WinogradConv2d<T, F42>(), new Conv2dGeometry(256, 512, 8, 8, 64, 4, 4, 2, 2, 1, 1, 1, 1, 1))];

    [TestCaseSource(nameof(LargeCases)), TestCaseSource(nameof(LongSums))]
    public void BitsOfSeveralGroupsDependOnNoThreads(object large, Conv2dGeometry g)
    {
        var random = new Random(23);
        double[] x = RandomArray.Exact<T>(random, g.Input.Product), w = RandomArray.Exact<T>(random, g.Weight.Product);
        double[] y = RandomArray.Exact<T>(random, g.Output.Product), bias = RandomArray.Exact<T>(random, g.OutChannels);
        T[][]? expected = null;
        for (int threads = 1; threads <= 5; threads++)
        {
            using var device = new CpuDevice(threads);
            T[][] actual = Run((WinogradConv2d<T>)large, device, MicroKernel<T>.Best, g, x, w, y, bias);
            Assert.That(actual, Is.EqualTo(expected ??= actual), $"{threads} threads");
        }
    }

    private static IEnumerable<TestCaseData> LargeCases =>
    [
        new(new WinogradConv2d<T, F42>(), new Conv2dGeometry(72, 32, 22, 36, 32, 4, 4, 2, 2, 1, 1, 1, 1, 1)),
        new(new WinogradConv2d<T, F43>(), new Conv2dGeometry(64, 48, 18, 12, 32, 3, 3, 1, 1, 1, 1, 1, 1, 1)),
        new(new WinogradConv2d<T, F42>(), new Conv2dGeometry(16, 64, 37, 64, 64, 4, 4, 2, 2, 1, 1, 1, 1, 1)), // rows of a block
        new(new WinogradConv2d<T, F43>(), new Conv2dGeometry(16, 32, 30, 50, 48, 3, 3, 1, 1, 2, 0, 1, 1, 1)),
        new(new WinogradConv2d<T, F22>(), new Conv2dGeometry(2080, 64, 4, 4, 64, 4, 4, 2, 2, 1, 1, 1, 1, 1)), // many small images
    ];

    [TestCaseSource(nameof(LargeCases))]
    public void SeveralGroupsOfTilesAgreeWithTheImplicitProduct(object large, Conv2dGeometry g)
    {
        var filter = (WinogradConv2d<T>)large;
        TileShape shape = filter.Shape(g);
        int sizes = shape.Groups(0, shape.Blocks).Select(group => group.Tiles).Distinct().Count();
        Assert.That(sizes, Is.EqualTo(2), "full groups and a smaller one");
        var random = new Random(11);
        BufferView x = Place(Device, RandomArray.Exact<T>(random, g.Input.Product));
        BufferView w = Place(Device, RandomArray.Exact<T>(random, g.Weight.Product));
        BufferView y = Place(Device, RandomArray.Exact<T>(random, g.Output.Product));
        CpuArray<T>[] actual = [.. Targets()], expected = [.. Targets()];
        MicroKernel<T> kernel = MicroKernel<T>.Best;
        DType type = DTypes.Of<T>();
        filter.Forward(Device, kernel, new Conv2dArguments(type, g, x, w, actual[0].View));
        filter.InputGradient(Device, kernel, new Conv2dArguments(type, g, actual[1].View, w, y));
        filter.WeightGradient(Device, kernel, new Conv2dArguments(type, g, x, actual[2].View, y));
        ImplicitConv2d.Forward(Device, kernel, new Conv2dArguments(type, g, x, w, expected[0].View));
        ImplicitConv2d.InputGradient(Device, kernel, new Conv2dArguments(type, g, expected[1].View, w, y));
        ImplicitConv2d.WeightGradient(Device, kernel, new Conv2dArguments(type, g, x, expected[2].View, y));

        int[] terms = [shape.Window * g.InChannels, shape.Window * g.OutChannels, g.Batch * g.OutHeight * g.OutWidth];
        using IDisposable all = Assert.EnterMultipleScope();
        for (int i = 0; i < terms.Length; i++)
        {
            double largest = actual[i].ToArray().Zip(expected[i].ToArray(), (a, b) => double.CreateChecked(T.Abs(a - b))).Max();
            Assert.That(largest, Is.LessThan(6 * Rounding.Tolerance<T>(terms[i])));
        }

        IEnumerable<CpuArray<T>> Targets() =>
            from count in new[] { g.Output.Product, g.Input.Product, g.Weight.Product } select new CpuArray<T>(Device, count);
    }

    [Test]
    public void LargeWeightsGetSmallTiles()
    {
        var wide = new Conv2dGeometry(64, 64, 32, 32, 128, 4, 4, 2, 2, 1, 1, 1, 1, 1);
        var deep = new Conv2dGeometry(64, 256, 8, 8, 512, 4, 4, 2, 2, 1, 1, 1, 1, 1);
        using IDisposable all = Assert.EnterMultipleScope();
        Assert.That(WinogradChoice<T>.For(wide), Is.TypeOf<WinogradConv2d<T, F42>>());
        Assert.That(WinogradChoice<T>.For(deep), Is.TypeOf<WinogradConv2d<T, F22>>());
    }

    private static readonly (Conv2dGeometry Geometry, string Why)[] Others =
    [
        (new(64, 3, 64, 64, 64, 4, 4, 2, 2, 1, 1, 1, 1, 1), "few channels"),
        (new(64, 76, 32, 32, 64, 4, 4, 2, 2, 1, 1, 1, 1, 1), "channels that fill no whole vectors"),
        (new(1, 64, 32, 32, 64, 4, 4, 2, 2, 1, 1, 1, 1, 1), "one image"),
        (new(64, 64, 32, 32, 64, 5, 5, 2, 2, 2, 2, 1, 1, 1), "another window"),
        (new(64, 64, 32, 32, 64, 3, 3, 2, 2, 1, 1, 1, 1, 1), "another stride"),
        (new(64, 64, 32, 32, 64, 3, 3, 1, 1, 2, 2, 2, 2, 1), "a dilation"),
        (new(64, 128, 32, 32, 128, 3, 3, 1, 1, 1, 1, 1, 1, 2), "groups"),
        (new(64, 64, 11, 11, 64, 4, 4, 2, 2, 0, 0, 1, 1, 1), "a pixel that no window reaches"),
    ];

    [Test]
    public void OtherConvolutionsKeepTheDefinition()
    {
        using IDisposable all = Assert.EnterMultipleScope();
        foreach ((Conv2dGeometry geometry, string why) in Others) Assert.That(WinogradChoice<T>.For(geometry), Is.Null, why);
    }

    private static T[][] Run(
        WinogradConv2d<T> filter, CpuDevice device, MicroKernel<T> kernel, Conv2dGeometry g, double[] x, double[] w, double[] y,
        double[] bias)
    {
        DType type = DTypes.Of<T>();
        BufferView placedX = Place(device, x), placedW = Place(device, w), placedY = Place(device, y);
        CpuArray<T> newX = new(device, x.Length), newW = new(device, w.Length), newY = new(device, y.Length);
        filter.Forward(device, kernel, new Conv2dArguments(type, g, placedX, placedW, newY.View, Place(device, bias)));
        filter.InputGradient(device, kernel, new Conv2dArguments(type, g, newX.View, placedW, placedY));
        filter.WeightGradient(device, kernel, new Conv2dArguments(type, g, placedX, newW.View, placedY));
        return [newY.ToArray(), newX.ToArray(), newW.ToArray()];
    }

    private static BufferView Place(CpuDevice device, double[] values) =>
        new CpuArray<T>(device, RandomArray.To<T>(values)).View;
}
