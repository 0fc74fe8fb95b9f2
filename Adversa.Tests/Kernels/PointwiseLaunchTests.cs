using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

/// <summary>Launches over operands of every layout against a loop over all indices.</summary>
internal sealed class PointwiseLaunchTests
{
    [Test]
    public void Random_layouts_give_what_a_plain_loop_gives([Range(0, 79)] int seed)
    {
        var random = new Random(seed);
        int[] sizes = [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(8) == 0 ? 1 : random.Next(1, 8))];
        if (seed % 4 == 0 && sizes.Length > 0) sizes[^1] = random.Next(1000, 3000);
        int[] a = Layout(sizes, random, mayRepeat: true), b = Layout(sizes, random, mayRepeat: true);
        Check(sizes, a, b, Layout(sizes, random, mayRepeat: false));
    }

    [Test]
    public void A_channels_bias_is_added_to_every_pixel()
    {
        int[] sizes = [2, 3, 35, 37];
        Check(sizes, Dense(sizes), [0, 1, 0, 0], Dense(sizes));
    }

    [Test]
    public void A_row_is_added_to_every_row()
    {
        int[] sizes = [53, 101];
        Check(sizes, Dense(sizes), [0, 1], Dense(sizes));
    }

    [Test]
    public void A_slice_of_wide_rows_is_written_in_place_and_nothing_beside_it()
    {
        using var device = new CpuDevice(1);
        float[] values = Values(10 * 5000, 1);
        Operand y = PointwiseKernels.Place(device, values, new(10, 3000), new(5000, 1));
        Operand x = PointwiseKernels.Place(device, new[] { 2f }, new(1), new(0, 0));
        device.Launch(Pointwise.Axpy, new PointwiseArguments(DType.Float32, new(10, 3000), [y, x], [0.5]));
        Assert.That(PointwiseKernels.Read<float>(y, values.Length),
            Is.EqualTo(values.Select((value, i) => i % 5000 < 3000 ? value + 1 : value)));
    }

    [Test]
    public void The_output_may_be_an_input()
    {
        using var device = new CpuDevice(2);
        float[] values = Values(50_003, 2);
        Operand x = PointwiseKernels.Place(device, values, new(values.Length), new(1));
        device.Launch(Pointwise.Square, new PointwiseArguments(DType.Float32, new(values.Length), [x, x], []));
        Assert.That(PointwiseKernels.Read<float>(x, values.Length), Is.EqualTo(values.Select(value => value * value)));
    }

    [Test]
    public void An_empty_launch_does_nothing()
    {
        using var device = new CpuDevice(1);
        Operand x = PointwiseKernels.Place(device, new[] { 3f }, new(1), new(1, 1));
        device.Launch(Pointwise.Square, new PointwiseArguments(DType.Float32, new(4, 0), [x, x], []));
        Assert.That(PointwiseKernels.Read<float>(x, 1), Is.EqualTo(new[] { 3f }));
    }

    [Test]
    public void Threads_do_not_change_the_bits([Values] bool dense)
    {
        Axes sizes = new(300, 401), strides = dense ? new(401, 1) : new(1, 300);
        float[][] results = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using var device = new CpuDevice(threads);
            Operand x = PointwiseKernels.Place(device, Values(sizes.Product, 3), sizes, strides);
            Operand y = PointwiseKernels.Place(device, new float[sizes.Product], sizes, new(401, 1));
            device.Launch(Pointwise.Tanh, new PointwiseArguments(DType.Float32, sizes, [x, y], []));
            return PointwiseKernels.Read<float>(y, sizes.Product);
        })];
        Assert.That(results[1].AsSpan().SequenceEqual(results[0]) && results[2].AsSpan().SequenceEqual(results[0]));
        Assert.That(results[0].Distinct().Count(), Is.GreaterThan(1000));
    }

    [Test]
    public void Wrong_arguments_are_named()
    {
        using var device = new CpuDevice(1);
        Operand x = PointwiseKernels.Place(device, new[] { 3f }, new(1), new(1));
        Assert.That(() => device.Launch(Pointwise.Add, new PointwiseArguments(DType.Float32, new(1), [x, x], [])),
            Throws.ArgumentException.With.Message.EqualTo("add: got 2 tensors and 0 scalars, but the kernel takes 3 and 0"));
        Assert.That(() => device.Launch(Pointwise.Add, new PointwiseArguments(DType.Int32, new(1), [x, x, x], [])),
            Throws.ArgumentException.With.Message.Contains("add: elements are Int32"));
    }

    private static void Check(int[] sizes, int[] aStrides, int[] bStrides, int[] yStrides)
    {
        using var device = new CpuDevice(1);
        double[] aValues = [.. Values(Reach(sizes, aStrides), 10).Select(x => (double)x)];
        double[] bValues = [.. Values(Reach(sizes, bStrides), 11).Select(x => (double)x)];
        double[] expected = [.. Values(Reach(sizes, yStrides), 12).Select(x => (double)x)];
        Operand a = PointwiseKernels.Place(device, aValues, new(sizes), new(aStrides));
        Operand b = PointwiseKernels.Place(device, bValues, new(sizes), new(bStrides));
        Operand y = PointwiseKernels.Place(device, expected, new(sizes), new(yStrides));
        device.Launch(Pointwise.Subtract, new PointwiseArguments(DType.Float64, new(sizes), [a, b, y], []));

        for (int element = 0; element < new Axes(sizes).Product; element++)
        {
            int rest = element, aAt = 0, bAt = 0, yAt = 0;
            for (int axis = sizes.Length - 1; axis >= 0; rest /= sizes[axis--])
            {
                int i = rest % sizes[axis];
                (aAt, bAt, yAt) = (aAt + i * aStrides[axis], bAt + i * bStrides[axis], yAt + i * yStrides[axis]);
            }

            expected[yAt] = aValues[aAt] - bValues[bAt];
        }

        Assert.That(PointwiseKernels.Read<double>(y, expected.Length), Is.EqualTo(expected));
    }

    /// <summary>Strides in a random order of the axes, with gaps, and repeated along some of them.</summary>
    private static int[] Layout(int[] sizes, Random random, bool mayRepeat)
    {
        if (random.Next(3) == 0) return Dense(sizes);
        int[] order = [.. Enumerable.Range(0, sizes.Length).OrderBy(_ => random.Next())];
        var strides = new int[sizes.Length];
        int next = random.Next(1, 3);
        foreach (int axis in order)
        {
            strides[axis] = next;
            next *= sizes[axis] + random.Next(2);
            if (mayRepeat && random.Next(3) == 0) strides[axis] = 0;
        }

        return strides;
    }

    private static int[] Dense(int[] sizes)
    {
        var strides = new int[sizes.Length];
        int next = 1;
        for (int axis = sizes.Length - 1; axis >= 0; next *= sizes[axis--]) strides[axis] = next;
        return strides;
    }

    private static int Reach(int[] sizes, int[] strides) => 1 + sizes.Zip(strides, (size, stride) => (size - 1) * stride).Sum();

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 4 - 2))];
    }
}
