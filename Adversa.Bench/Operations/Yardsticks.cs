using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Ladders;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>
/// What a device gives at most: multiply-adds that read nothing, or a copy of 64 MiB, which outgrows the caches. It changes with
/// clock and neighbours, so it is measured beside every operation.
/// </summary>
internal sealed class Yardsticks(Device device) : IDisposable
{
    private const int CopiedNumbers = 1 << 24;

    private readonly List<IDisposable> _memory = [];
    private readonly Dictionary<Bound, Func<double>> _looks = [];

    /// <summary>One short look, in work per nanosecond. The first one finds out how much work is enough.</summary>
    public double Measure(Bound bound)
    {
        if (!_looks.TryGetValue(bound, out Func<double>? look)) _looks[bound] = look = Make(bound);
        return look();
    }

    public void Dispose() => _memory.ForEach(memory => memory.Dispose());

    private Func<double> Make(Bound bound) => (bound, device) switch
    {
        (Bound.Arithmetic, CpuDevice cpu) => () => MultiplyAddPeak.Measure(cpu),
        (Bound.Memory, CpuDevice cpu) => CopyOn(cpu),
        (Bound.Arithmetic, GpuDevice gpu) => Kept(GpuPeak.MultiplyAdds(gpu)).Measure,
        (Bound.Memory, GpuDevice gpu) => Kept(GpuPeak.Copy(gpu)).Measure,
        _ => throw new ArgumentException($"{device} is neither a CPU nor a device with programs of its own."),
    };

    private Func<double> CopyOn(CpuDevice cpu)
    {
        Operands operands = Kept(new Operands(cpu));
        var copy = new CopyArguments(
            new Axes(CopiedNumbers), DType.Float32, operands.Random(CopiedNumbers), new Axes(1),
            DType.Float32, operands.Random(CopiedNumbers), new Axes(1));
        return () => 2e-9 * sizeof(float) * CopiedNumbers / LaunchTime.Seconds(cpu, 1, () => cpu.Launch(Copy.Kernel, copy));
    }

    private T Kept<T>(T memory) where T : IDisposable
    {
        _memory.Add(memory);
        return memory;
    }
}
