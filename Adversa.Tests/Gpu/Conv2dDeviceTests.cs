using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;
using Adversa.Kernels.Sources;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>The convolution trio on devices against seven loops in double, with every tile.</summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class Conv2dDeviceTests(string name)
{
    // Batch, InChannels, InHeight, InWidth, OutChannels, KernelHeight, KernelWidth, stride, padding, dilation (h, w), Groups.
    private static readonly Conv2dGeometry[] Geometries =
    [
        new(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1),
        new(2, 3, 16, 16, 5, 4, 4, 2, 2, 1, 1, 1, 1, 1),     // the layers of a DCGAN
        new(1, 67, 8, 8, 131, 4, 4, 2, 2, 1, 1, 1, 1, 1),    // more channels than a tile has rows
        new(5, 2, 4, 4, 3, 4, 4, 1, 1, 0, 0, 1, 1, 1),       // the window is the image
        new(3, 6, 4, 2, 4, 4, 2, 1, 1, 0, 0, 1, 1, 2),       // so it is here, for two groups
        new(7, 6, 3, 5, 4, 3, 5, 2, 1, 0, 0, 1, 1, 2),
        new(2, 3, 9, 11, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1),
        new(2, 14, 5, 7, 13, 1, 1, 1, 1, 0, 0, 1, 1, 1),     // 1×1
        new(2, 3, 7, 9, 4, 1, 1, 2, 3, 0, 0, 1, 1, 1),       // some pixels are reached by no tap
        new(2, 4, 13, 10, 6, 3, 2, 2, 1, 2, 0, 1, 2, 2),     // nothing square, groups
        new(2, 6, 11, 12, 6, 3, 3, 1, 1, 1, 1, 1, 1, 6),     // depthwise
        new(1, 4, 12, 14, 8, 5, 3, 3, 2, 3, 2, 2, 3, 4),     // stride and dilation share a factor, or not
        new(1, 2, 15, 16, 3, 3, 3, 2, 2, 2, 2, 2, 2, 1),
        new(2, 1, 6, 5, 2, 6, 5, 1, 1, 3, 4, 1, 1, 1),       // more padding than image
        new(3, 2, 5, 6, 3, 2, 2, 4, 4, 0, 0, 1, 1, 1),       // stride beyond the kernel
        new(5, 3, 16, 16, 7, 3, 3, 1, 1, 1, 1, 1, 1, 1),     // sums in several chunks
        new(1, 129, 5, 4, 3, 4, 4, 2, 2, 1, 1, 1, 1, 1),     // the same forward
        new(2, 3, 3, 3, 4, 5, 5, 1, 1, 0, 0, 1, 1, 1),       // no output at all
    ];

    private GpuDevice Device => GpuDevices.Open(name);

    [Test]
    public void Every_tile_agrees_with_seven_loops([Values] bool isFloat64, [ValueSource(nameof(Geometries))] Conv2dGeometry g)
    {
        if (isFloat64 && !Device.HasFloat64) Assert.Ignore($"{Device} does not compute in double.");
        DType type = isFloat64 ? DType.Float64 : DType.Float32;
        var random = new Random(3);
        double[] x = RandomArray.Exact<float>(random, g.Input.Product), w = RandomArray.Exact<float>(random, g.Weight.Product);
        double[] y = RandomArray.Exact<float>(random, g.Output.Product), bias = RandomArray.Exact<float>(random, g.OutChannels);
        int plane = g.OutHeight * g.OutWidth, window = g.KernelHeight * g.KernelWidth;
        double[] expectedY = Conv2dReference.Forward(g, x, w);
        double[] biasedY = [.. expectedY.Select((value, i) => value + bias[i / plane % g.OutChannels])];
        double[] expectedX = Conv2dReference.InputGradient(g, w, y), expectedW = Conv2dReference.WeightGradient(g, x, y);

        using DeviceArray placedX = new(Device, type, x), placedW = new(Device, type, w), placedY = new(Device, type, y);
        using DeviceArray placedBias = new(Device, type, bias);
        foreach (TileVariant<PatchOperands>? variant in GpuConv2d.Product.Variants.Prepend<TileVariant<PatchOperands>?>(null))
        {
            using DeviceArray forward = new(Device, type, y.Length), biased = new(Device, type, y.Length);
            using DeviceArray inputGradient = new(Device, type, x.Length), weightGradient = new(Device, type, w.Length);
            GpuConv2d.Forward(Device, Arguments(placedX, placedW, forward, null), variant);
            GpuConv2d.Forward(Device, Arguments(placedX, placedW, biased, placedBias), variant);
            GpuConv2d.InputGradient(Device, Arguments(inputGradient, placedW, placedY, null), variant);
            GpuConv2d.WeightGradient(Device, Arguments(placedX, weightGradient, placedY, null), variant);
            using (Assert.EnterMultipleScope())
            {
                Agree(forward, expectedY, g.InChannels / g.Groups * window, $"forward, {variant}");
                Agree(biased, biasedY, g.InChannels / g.Groups * window + 1, $"forward with bias, {variant}");
                Agree(inputGradient, expectedX, g.OutChannels / g.Groups * window, $"input gradient, {variant}");
                Agree(weightGradient, expectedW, g.Batch * plane, $"weight gradient, {variant}");
            }
        }

        Conv2dArguments Arguments(DeviceArray x, DeviceArray w, DeviceArray y, DeviceArray? bias) =>
            new(type, g, x.View, w.View, y.View, bias?.View);

        void Agree(DeviceArray actual, double[] expected, int terms, string what) =>
            Assert.That(
                actual.ToArray(),
                Is.EqualTo(expected).Within(isFloat64 ? Rounding.Tolerance<double>(terms) : Rounding.Tolerance<float>(terms)),
                what);
    }

    [Test]
    public void The_kernels_names_lead_here()
    {
        var g = new Conv2dGeometry(2, 3, 8, 8, 4, 4, 4, 2, 2, 1, 1, 1, 1, 1);
        var random = new Random(4);
        double[] x = RandomArray.Exact<float>(random, g.Input.Product), w = RandomArray.Exact<float>(random, g.Weight.Product);
        double[] y = RandomArray.Exact<float>(random, g.Output.Product);
        Kernel<Conv2dArguments>[] kernels = [Conv2d.Forward, Conv2d.InputGradient, Conv2d.WeightGradient];
        double[][] expected =
            [Conv2dReference.Forward(g, x, w), Conv2dReference.InputGradient(g, w, y), Conv2dReference.WeightGradient(g, x, y)];
        for (int i = 0; i < kernels.Length; i++)
        {
            using var written = new DeviceArray(Device, DType.Float32, expected[i].Length);
            using DeviceArray placedX = new(Device, DType.Float32, x), placedW = new(Device, DType.Float32, w);
            using var placedY = new DeviceArray(Device, DType.Float32, y);
            Device.Launch(kernels[i], new Conv2dArguments(
                DType.Float32, g, (i == 1 ? written : placedX).View, (i == 2 ? written : placedW).View,
                (i == 0 ? written : placedY).View));
            Assert.That(written.ToArray(), Is.EqualTo(expected[i]).Within(Rounding.Tolerance<float>(64)), kernels[i].Name);
        }
    }

    [Test]
    public void Sizes_that_no_convolution_has_are_refused()
    {
        var g = new Conv2dGeometry(1, 3, 8, 8, 4, 4, 4, 2, 2, 1, 1, 1, 1, 2);
        Assert.That(
            () => Device.Launch(Conv2d.Forward, new Conv2dArguments(DType.Float32, g, default, default, default)),
            Throws.ArgumentException.With.Message.Contains("2 groups"));
    }
}
