using BenchmarkDotNet.Attributes;

namespace Adversa.Bench.Operations;

/// <summary>
/// What BenchmarkDotNet repeats: a look at the yardstick, then a block of launches, of which the block alone is timed. In turns,
/// because another program that takes the processor slows both, but not at the same moment.
/// </summary>
public class OperationBenchmark
{
    /// <summary>Looks at the yardstick.</summary>
    public Action Look { get; set; } = () => { };

    /// <summary>Launches a block, and waits for it.</summary>
    public Action Launches { get; set; } = () => { };

    /// <summary>Before each block.</summary>
    [IterationSetup]
    public void MeasureYardstick() => Look();

    /// <summary>A block.</summary>
    [Benchmark]
    public void Launch() => Launches();
}
