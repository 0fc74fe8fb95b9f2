using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>Random numbers on a device.</summary>
internal static class GpuPhilox
{
    private const int NumbersOfBlock = 4;

    public static void Run(GpuDevice device, in RandomArguments a)
    {
        a.Check();
        if (a.Count == 0) return;
        int lead = (int)(a.Position % NumbersOfBlock);
        var range = new RandomRange(
            a.Position / NumbersOfBlock, (uint)a.Seed, (uint)(a.Seed >> 32), (uint)a.Stream, (uint)(a.Stream >> 32), lead,
            a.Count);
        int blocks = Division.Ceiling((long)lead + a.Count, NumbersOfBlock);
        var groups = Extent.Covering(blocks, PhiloxKernels.GroupSize);
        switch (a.Distribution)
        {
            case Distribution.Uniform: Uniform(device, a, range, groups); break;
            case Distribution.Normal: Normal(device, a, range, groups); break;
            default: Bernoulli(device, a, range, groups); break;
        }
    }

    private static void Uniform(GpuDevice device, in RandomArguments a, RandomRange range, Extent groups)
    {
        (float low, float high) = ((float)a.A, (float)a.B);
        float largest = high > low ? MathF.BitDecrement(high) : low;
        if (a.Type == DType.Float32)
            Grouped.Uniform_FloatAsItIs(device, groups, a.Target, range, low, high - low, largest);
        else
            Grouped.Uniform_FloatToDouble(device, groups, a.Target, range, low, high - low, largest);
    }

    private static void Normal(GpuDevice device, in RandomArguments a, RandomRange range, Extent groups)
    {
        if (a.Type == DType.Float64) Grouped.Normal_DoubleAsItIs(device, groups, a.Target, range, a.A, a.B);
        else if (device.HasFloat64) Grouped.Normal_DoubleToFloat(device, groups, a.Target, range, a.A, a.B);
        else Grouped.NormalFloat32(device, groups, a.Target, range, (float)a.A, (float)a.B);
    }

    private static void Bernoulli(GpuDevice device, in RandomArguments a, RandomRange range, Extent groups)
    {
        if (a.Type == DType.Float32) Grouped.Bernoulli_FloatAsItIs(device, groups, a.Target, range, (float)a.A);
        else Grouped.Bernoulli_FloatToDouble(device, groups, a.Target, range, (float)a.A);
    }
}
