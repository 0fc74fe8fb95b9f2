using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>What a kernel writes: elements of a type, and where.</summary>
internal readonly record struct Output(DType Type, BufferView View, int Count);

/// <summary>Runs a kernel on a device and on the CPU and compares what they write.</summary>
internal static class Parity
{
    private static readonly CpuDevice Cpu = new(threads: 1);

    /// <summary>
    /// Compares a device in one element type with the CPU in float64, on the same numbers, which float32 holds exactly. Errors
    /// are relative to the largest expected number of an output, or to 1.
    /// </summary>
    public static void Check<TArguments>(
        GpuDevice device, Kernel<TArguments> kernel, DType type, double tolerance,
        Func<KernelMemory, DType, (TArguments Arguments, Output[] Outputs)> prepare)
        where TArguments : struct
    {
        if (type == DType.Float64 && !device.HasFloat64) Assert.Ignore($"{device} has no float64");
        double[][] expected = Run(Cpu, kernel, DType.Float64, prepare), actual = Run(device, kernel, type, prepare);
        for (int output = 0; output < expected.Length; output++)
        {
            double scale = expected[output].Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
            for (int i = 0; i < expected[output].Length; i++)
            {
                double difference = Math.Abs(actual[output][i] - expected[output][i]);
                bool same = actual[output][i].Equals(expected[output][i]) || difference <= tolerance * scale;
                if (same) continue;
                Assert.Fail($"{kernel} on {device} in {type}: output {output} has {actual[output][i]} at {i}, " +
                    $"expected {expected[output][i]}: an error of {difference / scale:0.0e+0}, allowed {tolerance:0.0e+0}");
            }
        }
    }

    /// <summary>What a kernel writes on a device.</summary>
    public static double[][] Run<TArguments>(
        Device device, Kernel<TArguments> kernel, DType type,
        Func<KernelMemory, DType, (TArguments Arguments, Output[] Outputs)> prepare)
        where TArguments : struct
    {
        using var memory = new KernelMemory(device);
        (TArguments arguments, Output[] outputs) = prepare(memory, type);
        device.Launch(kernel, arguments);
        return [.. outputs.Select(output => memory.Read(output.Type, output.View, output.Count))];
    }

    /// <summary>Fresh numbers in (−1, 1) that float32 holds.</summary>
    public static double[] Numbers(int count, int seed) => RandomArray.Exact<float>(new Random(seed), count);
}
