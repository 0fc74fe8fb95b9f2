namespace Adversa.Bench.Suite;

/// <summary>A program that is measured: Adversa on a device, or a peer.</summary>
/// <param name="name">What tables call it.</param>
internal abstract class Side(string name)
{
    /// <summary>What tables call it.</summary>
    public string Name => name;

    /// <summary>Whether it can do this.</summary>
    public virtual bool Runs(Workload workload) => true;

    /// <summary>Makes what the process needs, once for all rounds and outside of what is timed.</summary>
    public virtual Task PrepareAsync(Workload workload, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The process of one round.</summary>
    public abstract ChildProcess Command(Workload workload);

    /// <summary>What that process measured.</summary>
    /// <exception cref="InvalidDataException">It did not say.</exception>
    public virtual Measurement Read(ChildResult child, Workload workload) => Measurement.Of(child, workload.IsColdStart);

    /// <summary>What every program that times training steps is given.</summary>
    protected static IEnumerable<string> StepArguments(Workload workload, int threads) =>
    [
        "--model", workload.Settings.Model, .. ShapeArguments(workload), "--steps", $"{workload.Settings.Steps}",
        "--warm-up", $"{workload.Settings.WarmUp}", "--threads", $"{threads}",
    ];

    /// <summary>The networks' shapes.</summary>
    protected static IEnumerable<string> ShapeArguments(Workload workload) =>
    [
        "--size", $"{workload.Settings.Size}", "--channels", $"{workload.Settings.Channels}",
        "--features", $"{workload.Settings.Features}", "--batch", $"{workload.Settings.Batch}",
    ];
}

/// <summary>A side that was looked for.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Side">The side; null where it is not there.</param>
/// <param name="WhyNot">Why it is not there, and what to do; null where it is.</param>
internal sealed record SideEntry(string Name, Side? Side, string? WhyNot)
{
    /// <summary>A side that is there.</summary>
    public static SideEntry Of(Side side) => new(side.Name, side, null);

    /// <summary>One that is not.</summary>
    public static SideEntry Absent(string name, string whyNot) => new(name, null, whyNot);
}
