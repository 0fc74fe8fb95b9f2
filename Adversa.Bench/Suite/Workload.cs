using Adversa.Gan.Benchmarks;

namespace Adversa.Bench.Suite;

/// <summary>What one process runs and is timed at.</summary>
/// <param name="Name">As <c>--filter</c> sees it.</param>
/// <param name="Settings">The model, and how many steps of it.</param>
/// <param name="IsColdStart">
/// Whether the whole process counts, from its start to its end behind one step; else the median step does.
/// </param>
internal sealed record Workload(string Name, StepSettings Settings, bool IsColdStart = false)
{
    private const int Features = 64, Batch = 64;

    /// <summary>Whether it trains nothing.</summary>
    public bool IsInference => Settings.Model == "generator";

    /// <summary>All of them.</summary>
    /// <param name="quick">Whether few steps do.</param>
    public static IReadOnlyList<Workload> All(bool quick)
    {
        return
        [
            Training("dcgan", 64, 3, steps: 8, warmUp: 12),
            Training("dcgan", 32, 1, steps: 30, warmUp: 80),
            Training("wgan-gp", 64, 3, steps: 10, warmUp: 16),
            Training("wgan-gp", 32, 1, steps: 40, warmUp: 100),
            Training("sngan", 32, 3, steps: 8, warmUp: 12),
            Inference(batch: 1, steps: 200, warmUp: 1000),
            Inference(batch: 64, steps: 20, warmUp: 60),
            new("cold start, dcgan 32x32x1", Settings("dcgan", 32, 1, Batch, steps: 1, warmUp: 0), IsColdStart: true),
        ];

        Workload Training(string model, int size, int channels, int steps, int warmUp) => Timed(
            $"{model} {size}x{size}x{channels}", Settings(model, size, channels, Batch, steps, warmUp));

        Workload Inference(int batch, int steps, int warmUp) => Timed(
            $"generator 64x64x3, batch {batch}", Settings("generator", 64, 3, batch, steps, warmUp));

        // Some four seconds of steps run before those that are timed: in the first three .NET compiles once more what runs often,
        // on a thread that takes one of the cores.
        Workload Timed(string name, StepSettings full) => new(
            name, quick ? full with { Steps = Math.Max(2, full.Steps / 5), WarmUp = Math.Max(1, full.WarmUp / 5) } : full);

        static StepSettings Settings(string model, int size, int channels, int batch, int steps, int warmUp) =>
            new(model, size, channels, Features, batch, steps, warmUp);
    }
}
