using System.Diagnostics;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Ladders;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>What a device gives at most, in work per nanosecond. It changes with clock and neighbours, so it is measured often.</summary>
internal abstract class Yardstick : IDisposable
{
    /// <summary><c>GFLOP/s</c> or <c>GB/s</c>.</summary>
    public abstract string Unit { get; }

    /// <summary>One short look.</summary>
    public abstract double Measure();

    /// <summary>The yardstick for what is bound so.</summary>
    public static Yardstick Of(Bound bound, Device device) =>
        bound == Bound.Memory ? new CopySpeed(device) : new MultiplyAdds(device);

    public virtual void Dispose()
    {
    }

    /// <summary>Multiply-adds that read nothing.</summary>
    private sealed class MultiplyAdds(Device device) : Yardstick
    {
        public override string Unit => "GFLOP/s";

        public override double Measure() =>
            device is CpuDevice cpu ? MultiplyAddPeak.Measure(cpu) : DevicePeaks.Measure(device).Gflops;
    }

    /// <summary>Bytes read and written by a copy of 64 MiB, which outgrows the caches.</summary>
    private sealed class CopySpeed : Yardstick
    {
        private const int Count = 1 << 24;

        private readonly Operands _operands;
        private readonly CopyArguments _arguments;

        public CopySpeed(Device device)
        {
            _operands = new Operands(device);
            _arguments = new CopyArguments(
                new Axes(Count), DType.Float32, _operands.Random(Count), new Axes(1), DType.Float32, _operands.Random(Count),
                new Axes(1));
        }

        public override string Unit => "GB/s";

        public override double Measure()
        {
            _operands.Device.Synchronize();
            long begin = Stopwatch.GetTimestamp();
            _operands.Device.Launch(Copy.Kernel, _arguments);
            _operands.Device.Synchronize();
            return 2.0 * sizeof(float) * Count / Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        }

        public override void Dispose() => _operands.Dispose();
    }
}
