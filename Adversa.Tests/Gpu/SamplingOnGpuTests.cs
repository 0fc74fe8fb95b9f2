using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>
/// Pooling and resizing: sums of at most a window of numbers in (−1, 1), each rounded once or twice: 1e-6 in float32. A maximum
/// is exact.
/// </summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class SamplingOnGpuTests(string name)
{
    private static readonly Pool2dGeometry[] Pools =
    [
        new(1, 1, 1, 1, 1, 1, 1, 0, 0),
        new(3, 8, 8, 2, 2, 2, 2, 0, 0),
        new(5, 7, 11, 3, 3, 1, 1, 1, 1),
        new(2, 13, 6, 5, 2, 3, 1, 2, 1),
        new(37, 9, 9, 4, 3, 2, 4, 1, 0),
        new(2, 2, 3, 3, 3, 1, 1, 0, 0), // no window fits
        new(0, 4, 4, 2, 2, 2, 2, 0, 0),
    ];

    private static readonly (int Planes, int InHeight, int InWidth, int OutHeight, int OutWidth)[] Resizes =
    [
        (1, 1, 1, 1, 1), (3, 4, 4, 8, 8), (2, 5, 7, 11, 13), (2, 11, 13, 5, 7), (1, 1, 6, 4, 1), (7, 16, 3, 16, 2),
        (0, 3, 3, 6, 6), (2, 3, 2, 31, 29), (1, 64, 61, 3, 2),
    ];

    private GpuDevice Device => GpuDevices.Open(name);

    [Test]
    public void AveragesAreTheCpus(
        [ValueSource(nameof(Pools))] Pool2dGeometry g, [Values(DType.Float32, DType.Float64)] DType type)
    {
        (int input, int output) = Counts(g);
        Parity.Check(Device, Pool2d.Average, type, Tolerance(type), (memory, real) =>
        {
            BufferView y = memory.Empty(real, output);
            return (new Pool2dArguments(real, g, memory.From(real, Parity.Numbers(input, 1)), y), [new Output(real, y, output)]);
        });
        Parity.Check(Device, Pool2d.AverageInputGradient, type, Tolerance(type), (memory, real) =>
        {
            BufferView x = memory.Empty(real, input);
            return (new Pool2dArguments(real, g, x, memory.From(real, Parity.Numbers(output, 2))), [new Output(real, x, input)]);
        });
    }

    [Test]
    public void MaximaAndTheirPlacesAreTheCpus(
        [ValueSource(nameof(Pools))] Pool2dGeometry g, [Values(DType.Float32, DType.Float64)] DType type)
    {
        (int input, int output) = Counts(g);
        double[] x = RandomArray.Ties(new Random(3), input);
        for (int i = 5; i < x.Length; i += 11) x[i] = double.NaN;
        Parity.Check(Device, Pool2d.Max, type, 0, (memory, real) =>
        {
            BufferView y = memory.Empty(real, output), indices = memory.Empty(DType.Int32, output);
            return (
                new Pool2dArguments(real, g, memory.From(real, x), y, indices),
                [new Output(real, y, output), new Output(DType.Int32, indices, output)]);
        });
    }

    [Test]
    public void ResizedImagesAreTheCpus(
        [ValueSource(nameof(Resizes))] (int Planes, int InHeight, int InWidth, int OutHeight, int OutWidth) s,
        [Values] Interpolation interpolation, [Values(DType.Float32, DType.Float64)] DType type)
    {
        int input = s.Planes * s.InHeight * s.InWidth, output = s.Planes * s.OutHeight * s.OutWidth;
        Resize2dArguments Arguments(DType real, BufferView x, BufferView y) =>
            new(real, interpolation, s.Planes, s.InHeight, s.InWidth, s.OutHeight, s.OutWidth, x, y);

        Parity.Check(Device, Resize2d.Forward, type, Tolerance(type), (memory, real) =>
        {
            BufferView y = memory.Empty(real, output);
            return (Arguments(real, memory.From(real, Parity.Numbers(input, 4)), y), [new Output(real, y, output)]);
        });
        Parity.Check(Device, Resize2d.InputGradient, type, Tolerance(type), (memory, real) =>
        {
            BufferView x = memory.Empty(real, input);
            return (Arguments(real, x, memory.From(real, Parity.Numbers(output, 5))), [new Output(real, x, input)]);
        });
    }

    [Test]
    public void AxesTooLongForThePositionsAreNamed()
    {
        using var memory = new KernelMemory(Device);
        BufferView none = memory.Empty(DType.Float32, 1);
        Assert.That(
            () => Device.Launch(Resize2d.Forward, new Resize2dArguments(
                DType.Float32, Interpolation.Nearest, 0, 40000, 1, 40000, 1, none, none)),
            Throws.ArgumentException.With.Message.Contains("40000"));
    }

    private static double Tolerance(DType type) => type == DType.Float64 ? 1e-14 : 1e-6;

    private static (int Input, int Output) Counts(Pool2dGeometry g) =>
        (g.Planes * g.InHeight * g.InWidth, g.Planes * g.OutHeight * g.OutWidth);
}
