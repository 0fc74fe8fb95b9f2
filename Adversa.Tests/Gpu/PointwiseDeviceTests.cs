using System.Numerics;
using System.Runtime.InteropServices;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>Every pointwise kernel's programs against its loop on the CPU.</summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class PointwiseDeviceTests(string name)
{
    /// <summary>
    /// How far a device may be from the CPU, in ulp; 0 for all others, whose operations are correctly rounded on both sides. A
    /// function may be off by what OpenCL 1.2 allows (section 7.4: 2 ulp for log1p and rsqrt, 3 for exp and log, 4 for sin and
    /// cos, 5 for tanh, 16 for pow), and the CPU's by 2, its double ones by 3. In sigmoid and softplus the exponential's error
    /// of 6 ulp grows no more, and two operations follow it, log1p among them.
    /// </summary>
    private static readonly Dictionary<PointwiseKernel, int> Tolerances = new()
    {
        [Pointwise.Exp] = 6,
        [Pointwise.Log] = 6,
        [Pointwise.Sin] = 7,
        [Pointwise.Cos] = 7,
        [Pointwise.Rsqrt] = 5,
        [Pointwise.Tanh] = 8,
        [Pointwise.Power] = 19,
        [Pointwise.Sigmoid] = 8,
        [Pointwise.Softplus] = 12,
    };

    private CpuDevice _cpu = null!;

    private GpuDevice Device => GpuDevices.Open(name);

    private static IEnumerable<TestCaseData> Kernels =>
        Pointwise.All.Select(kernel => new TestCaseData(kernel).SetArgDisplayNames(kernel.Name));

    /// <summary>The sizes of an index space, and how each of two operands and the result lies in memory.</summary>
    private static IEnumerable<TestCaseData> Layouts =>
    [
        Layout("scalar", [], [], [], []),
        Layout("one element", [1, 1], [7, 3], [0, 0], [1, 1]),
        Layout("prime", [257], [1], [1], [1]),
        Layout("prime with steps", [251], [3], [2], [5]),
        Layout("many groups", [300_007], [1], [1], [1]),
        Layout("many rows", [65_537, 3], [3, 1], [1, 65_537], [3, 1]),
        Layout("permuted", [5, 7, 11], [11, 55, 1], [1, 5, 35], [77, 11, 1]),
        Layout("result permuted", [5, 7, 11], [77, 11, 1], [77, 11, 1], [1, 5, 35]),
        Layout("sliced", [13, 17], [40, 2], [17, 1], [23, 1]),
        Layout("a scalar to all", [31, 37], [0, 0], [37, 1], [37, 1]),
        Layout("a row to all rows", [31, 37], [37, 1], [0, 1], [37, 1]),
        Layout("a column to a row", [31, 37], [1, 0], [0, 1], [37, 1]),
        Layout("a bias to all pixels", [2, 3, 5, 7], [105, 35, 7, 1], [0, 1, 0, 0], [105, 35, 7, 1]),
        Layout("eight axes", [2, 3, 2, 3, 2, 3, 2, 3], [1, 2, 6, 12, 36, 72, 216, 432], [648, 0, 108, 0, 18, 0, 3, 1],
            [648, 216, 108, 36, 18, 6, 3, 1]),
        Layout("empty", [3, 0, 5], [5, 5, 1], [0, 0, 0], [5, 5, 1]),
    ];

    [OneTimeSetUp]
    public void Open() => _cpu = new CpuDevice(1);

    [OneTimeTearDown]
    public void Close() => _cpu.Dispose();

    [TestCaseSource(nameof(Kernels))]
    public void Dense_float32(PointwiseKernel kernel) => Check<float>(kernel, [1009], [1]);

    [TestCaseSource(nameof(Kernels))]
    public void Strided_float32(PointwiseKernel kernel) => Check<float>(kernel, [11, 7, 13], [1, 143, 11]);

    [TestCaseSource(nameof(Kernels))]
    public void Dense_float64(PointwiseKernel kernel) => CheckFloat64(kernel, [1009], [1]);

    // The element's function is that of the dense program, and the way to it that of float32.
    [Test]
    public void Strided_float64()
    {
        foreach (PointwiseKernel kernel in new[] { Pointwise.Adam, Pointwise.Softplus })
            CheckFloat64(kernel, [11, 7, 13], [1, 143, 11]);
    }

    [TestCaseSource(nameof(Layouts))]
    public void Layouts_of_two_operands(int[] sizes, int[] a, int[] b, int[] result) =>
        Check(Pointwise.Subtract, sizes, [Operand(sizes, a, 1), Operand(sizes, b, 2), Operand(sizes, result, 3)]);

    [TestCaseSource(nameof(Layouts))]
    public void Layouts_in_place(int[] sizes, int[] value, int[] ignored, int[] average) =>
        Check(Pointwise.Ema, sizes, [Operand(sizes, average, 4), Operand(sizes, value, 5)]);

    [Test]
    public void The_result_may_be_an_operand()
    {
        const int Count = 100_003;
        DeviceBuffer buffer = Device.Memory.Rent(Count * sizeof(float));
        float[] values = [.. Enumerable.Range(0, Count).Select(i => i / 8f)];
        Device.CopyFromHost(MemoryMarshal.AsBytes(values.AsSpan()), buffer, 0);
        var x = new Operand(new(buffer, 0), new(1));
        Device.Launch(Pointwise.Square, new(DType.Float32, new(Count), [x, x], []));
        float[] squares = new float[Count];
        Device.CopyToHost(buffer, 0, MemoryMarshal.AsBytes(squares.AsSpan()));
        Device.Memory.Return(buffer);
        Assert.That(squares, Is.EqualTo(values.Select(value => value * value)));
    }

    private void CheckFloat64(PointwiseKernel kernel, int[] sizes, int[] strides)
    {
        if (!Device.HasFloat64) Assert.Ignore($"{Device} does not compute in double.");
        Check<double>(kernel, sizes, strides);
    }

    /// <summary>Runs a kernel with the first operand in the layout of these strides, and all others dense.</summary>
    private void Check<T>(PointwiseKernel kernel, int[] sizes, int[] strides) where T : unmanaged, IFloatingPointIeee754<T>
    {
        float[][] values = PointwiseKernels.Operands(kernel, sizes.Aggregate((a, b) => a * b), seed: 8);
        int[] dense = [.. sizes.Select((_, axis) => sizes[(axis + 1)..].Aggregate(1, (a, b) => a * b))];
        Check(kernel, sizes, [.. values.Select((v, i) =>
            new StridedOperand<T>([.. v.Select(T.CreateChecked)], i == 0 ? strides : dense))]);
    }

    private void Check<T>(PointwiseKernel kernel, int[] sizes, IReadOnlyList<StridedOperand<T>> operands)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] scalars = PointwiseKernels.Scalars(kernel);
        T[][] expected = StridedOperand<T>.Run(_cpu, kernel, sizes, operands, scalars);
        T[][] actual = StridedOperand<T>.Run(Device, kernel, sizes, operands, scalars);
        long worst = 0;
        for (int operand = 0; operand < expected.Length; operand++)
        {
            for (int i = 0; i < expected[operand].Length; i++)
            {
                (T was, T should) = (actual[operand][i], expected[operand][i]);
                long distance = Ulp.Distance(was, should);
                worst = Math.Max(worst, distance);
                if (distance > Tolerances.GetValueOrDefault(kernel))
                    Assert.Fail($"{kernel}, operand {operand}, element {i}: {was} is {distance} ulp from {should}");
            }
        }

        TestContext.Out.WriteLine($"{kernel}: {worst} ulp");
    }

    private static StridedOperand<float> Operand(int[] sizes, int[] strides, int seed)
    {
        int reach = sizes.Contains(0) ? 0 : 1 + sizes.Zip(strides, (size, stride) => (size - 1) * stride).Sum();
        return new(RandomArray.Narrow(RandomArray.Numbers(new Random(seed), reach)), strides);
    }

    private static TestCaseData Layout(string name, int[] sizes, int[] a, int[] b, int[] result) =>
        new TestCaseData(sizes, a, b, result).SetArgDisplayNames(name);
}
