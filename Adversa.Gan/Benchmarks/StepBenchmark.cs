using System.Diagnostics;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;

namespace Adversa.Gan.Benchmarks;

/// <summary>
/// Times whole training steps, each with its optimizers' updates, or passes of a generator, on data that the device has already.
/// Steps are timed in blocks, ten of them or one for each step, and the device is waited for at the end of a block alone, so that
/// it has the next step in its queue.
/// </summary>
public static class StepBenchmark
{
    private const int MostBlocks = 10;

    private static readonly Dictionary<string, Func<StepSettings, Device, StepModel>> Rows = new()
    {
        ["dcgan"] = (settings, device) => new DcganStep(settings, device),
        ["wgan-gp"] = (settings, device) => new WganGpStep(settings, device),
        ["sngan"] = (settings, device) => new SnganStep(settings, device),
        ["generator"] = (settings, device) => new GeneratorInference(settings, device),
    };

    /// <summary>The models by name. A further one is one more class, and one more row here.</summary>
    public static IReadOnlyCollection<string> Models => Rows.Keys;

    /// <summary>Runs a model on a device and takes the time.</summary>
    /// <exception cref="ArgumentException">
    /// There is no such model, its networks cannot be made, or a number is out of range.
    /// </exception>
    /// <exception cref="NonFiniteException">A loss is no finite number.</exception>
    public static StepTiming Run(StepSettings settings, Device device)
    {
        if (!Rows.TryGetValue(settings.Model, out Func<StepSettings, Device, StepModel>? create))
            throw new ArgumentException($"model: found '{settings.Model}', expected one of {string.Join(", ", Models)}.");
        if (settings.Steps < 1) throw new ArgumentException($"steps: found {settings.Steps}, expected at least 1.");
        if (settings.WarmUp < 0) throw new ArgumentException($"warm-up: found {settings.WarmUp}, expected at least 0.");
        using StepModel model = create(settings, device);
        for (int step = 0; step < settings.WarmUp; step++) model.Step();
        device.Synchronize();

        int steps = settings.Steps, blocks = Math.Min(steps, MostBlocks), made = settings.WarmUp;
        var milliseconds = new double[blocks];
        device.Memory.ResetPeak();
        long allocated = GC.GetTotalAllocatedBytes(precise: true), misses = device.Memory.Statistics.Misses;
        for (int block = 0; block < blocks; block++)
        {
            int count = (steps + block) / blocks; // of equal sizes, up to one step
            (milliseconds[block], StepReport? last) = TimeBlock(model, count, device);
            made += count;
            if (last is { AreFinite: false }) throw new NonFiniteException(last, made, lastCheckpoint: null);
        }

        long managed = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / steps;
        MemoryStatistics memory = device.Memory.Statistics;
        return new StepTiming(milliseconds, managed, memory.Misses - misses, memory.PeakBytes, model.Parameters);
    }

    /// <summary>The time of one step, the mean over a block, and what the last step measured.</summary>
    private static (double Milliseconds, StepReport? Last) TimeBlock(StepModel model, int steps, Device device)
    {
        long begin = Stopwatch.GetTimestamp();
        StepReport? last = model.Step();
        for (int step = 1; step < steps; step++) last = model.Step();
        device.Synchronize();
        return (Stopwatch.GetElapsedTime(begin).TotalMilliseconds / steps, last);
    }
}
