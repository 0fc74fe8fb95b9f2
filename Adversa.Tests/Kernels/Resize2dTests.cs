using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

/// <summary>From [Planes, InHeight, InWidth] to [Planes, OutHeight, OutWidth].</summary>
internal readonly record struct ResizeCase(int Planes, int InHeight, int InWidth, int OutHeight, int OutWidth)
{
    public int InCount => Planes * InHeight * InWidth;

    public int OutCount => Planes * OutHeight * OutWidth;
}

internal sealed class Resize2dTests
{
    private static readonly CpuDevice Cpu = new(threads: 1);

    private static readonly ResizeCase[] Cases =
    [
        new(1, 1, 1, 1, 1),
        new(2, 1, 1, 5, 3),
        new(3, 5, 7, 10, 14),
        new(2, 4, 19, 8, 38),
        new(1, 7, 11, 7, 11),
        new(2, 10, 13, 3, 29),
        new(2, 17, 6, 23, 5),
        new(30, 33, 35, 16, 17),
        new(3, 4, 4, 12, 16),
        new(40, 16, 16, 32, 32),
        new(0, 4, 4, 8, 8),
    ];

    [Test]
    public void ForwardReadsItsSources([ValueSource(nameof(Cases))] ResizeCase c, [Values] Interpolation interpolation)
    {
        double[] x = RandomArray.Numbers(new Random(1), c.InCount);
        double[] expected = new double[c.OutCount];
        ForEachTap(c, interpolation, (from, to, weight) => expected[to] += weight * x[from]);

        // The reference's weights come from positions up to 38, whose last place is worth 7e-15. Nearest moves bits.
        double tolerance = interpolation == Interpolation.Nearest ? 0 : 1e-14;
        Assert.That(Forward(Cpu, c, interpolation, x), Is.EqualTo(expected).Within(tolerance));
        Assert.That(
            Forward(Cpu, c, interpolation, RandomArray.Narrow(x)),
            Is.EqualTo(RandomArray.Narrow(expected)).Within(interpolation == Interpolation.Nearest ? 0 : 4e-7f));
    }

    [Test]
    public void InputGradientIsTheAdjoint([ValueSource(nameof(Cases))] ResizeCase c, [Values] Interpolation interpolation)
    {
        var random = new Random(2);
        double[] x = RandomArray.Numbers(random, c.InCount);
        double[] y = RandomArray.Numbers(random, c.OutCount);
        double[] transposed = InputGradient(Cpu, c, interpolation, y);
        double[] expected = new double[c.InCount];
        ForEachTap(c, interpolation, (to, from, weight) => expected[to] += weight * y[from]);

        Assert.That(transposed, Is.EqualTo(expected).Within(1e-14));
        Assert.That(
            InputGradient(Cpu, c, interpolation, RandomArray.Narrow(y)),
            Is.EqualTo(RandomArray.Narrow(expected)).Within(4e-6f));
        Assert.That(
            RandomArray.Dot(Forward(Cpu, c, interpolation, x), y),
            Is.EqualTo(RandomArray.Dot(x, transposed)).Within(1e-15 * (c.OutCount + 1)));
    }

    [Test]
    public void AnyNumberOfThreadsGivesTheSameBits(
        [ValueSource(nameof(Cases))] ResizeCase c, [Values] Interpolation interpolation)
    {
        var random = new Random(3);
        float[] x = RandomArray.Narrow(RandomArray.Numbers(random, c.InCount));
        float[] y = RandomArray.Narrow(RandomArray.Numbers(random, c.OutCount));
        foreach (int threads in new[] { 2, 3 })
        {
            using var device = new CpuDevice(threads);
            Assert.That(Forward(device, c, interpolation, x), Is.EqualTo(Forward(Cpu, c, interpolation, x)));
            Assert.That(InputGradient(device, c, interpolation, y), Is.EqualTo(InputGradient(Cpu, c, interpolation, y)));
        }
    }

    [Test]
    public void BilinearByTwoHasQuarterWeights()
    {
        // By hand from the definition: (i+½)/2 − ½ lies at −¼ (clamped), ¼, ¾, 1¼, …
        double[] y = Forward(Cpu, new ResizeCase(1, 1, 3, 1, 6), Interpolation.Bilinear, [4.0, 8.0, 16.0]);
        Assert.That(y, Is.EqualTo(new[] { 4.0, 5, 7, 10, 14, 16 }));
    }

    [Test]
    public void AnImageWithoutPixelsCannotBeResized() =>
        Assert.That(
            () => Forward(Cpu, new ResizeCase(1, 0, 3, 2, 2), Interpolation.Nearest, Array.Empty<float>()),
            Throws.ArgumentException.With.Message.Contains("0 x 3"));

    /// <summary>Calls with the flat positions in x and y of every source of every new pixel, and its weight.</summary>
    private static void ForEachTap(ResizeCase c, Interpolation interpolation, Action<int, int, double> body)
    {
        for (int y = 0; y < c.OutCount; y++)
            foreach ((int row, double rowWeight) in Taps(interpolation, y / c.OutWidth % c.OutHeight, c.InHeight, c.OutHeight))
                foreach ((int column, double columnWeight) in Taps(interpolation, y % c.OutWidth, c.InWidth, c.OutWidth))
                    body((y / (c.OutHeight * c.OutWidth) * c.InHeight + row) * c.InWidth + column, y, rowWeight * columnWeight);
    }

    private static IEnumerable<(int Position, double Weight)> Taps(Interpolation interpolation, int i, int input, int output)
    {
        if (interpolation == Interpolation.Nearest) return [(i * input / output, 1.0)];
        double position = Math.Max(0, (i + 0.5) * input / output - 0.5);
        int lower = (int)position;
        return [(lower, 1 - (position - lower)), (Math.Min(lower + 1, input - 1), position - lower)];
    }

    private static T[] Forward<T>(CpuDevice device, ResizeCase c, Interpolation interpolation, T[] x) where T : unmanaged
    {
        var y = new CpuArray<T>(device, c.OutCount);
        device.Launch(Resize2d.Forward, Arguments<T>(c, interpolation, new CpuArray<T>(device, x).View, y.View));
        return y.ToArray();
    }

    private static T[] InputGradient<T>(CpuDevice device, ResizeCase c, Interpolation interpolation, T[] y) where T : unmanaged
    {
        var x = new CpuArray<T>(device, c.InCount);
        device.Launch(Resize2d.InputGradient, Arguments<T>(c, interpolation, x.View, new CpuArray<T>(device, y).View));
        return x.ToArray();
    }

    private static Resize2dArguments Arguments<T>(ResizeCase c, Interpolation interpolation, BufferView x, BufferView y)
        where T : unmanaged =>
        new(DTypes.Of<T>(), interpolation, c.Planes, c.InHeight, c.InWidth, c.OutHeight, c.OutWidth, x, y);
}
