using System.Diagnostics;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Ladders;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>
/// What a device gives at most: multiply-adds that read nothing, or a copy of 64 MiB, which outgrows the caches. It changes with
/// clock and neighbours, so it is measured beside every operation.
/// </summary>
internal sealed class Yardstick : IDisposable
{
    private const int Count = 1 << 24;

    private readonly Bound _bound;
    private readonly Device _device;
    private readonly Operands _operands;
    private readonly CopyArguments _copy;

    public Yardstick(Bound bound, Device device)
    {
        (_bound, _device, _operands) = (bound, device, new Operands(device));
        if (bound == Bound.Arithmetic || device is not CpuDevice) return;
        _copy = new CopyArguments(
            new Axes(Count), DType.Float32, _operands.Random(Count), new Axes(1),
            DType.Float32, _operands.Random(Count), new Axes(1));
    }

    /// <summary>The unit of <see cref="Measure"/>.</summary>
    public string Unit => _bound == Bound.Arithmetic ? "GFLOP/s" : "GB/s";

    /// <summary>One short look, in work per nanosecond.</summary>
    public double Measure() => (_bound, _device) switch
    {
        (Bound.Arithmetic, CpuDevice cpu) => MultiplyAddPeak.Measure(cpu),
        (_, CpuDevice) => CopyOnce(),
        (Bound.Arithmetic, _) => DevicePeaks.Measure(_device).Gflops,
        _ => DevicePeaks.Measure(_device).GigabytesPerSecond,
    };

    public void Dispose() => _operands.Dispose();

    private double CopyOnce()
    {
        long begin = Stopwatch.GetTimestamp();
        _device.Launch(Copy.Kernel, _copy);
        return 2.0 * sizeof(float) * Count / Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
    }
}
