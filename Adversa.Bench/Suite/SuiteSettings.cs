namespace Adversa.Bench.Suite;

/// <summary>What the suite measures, how often, beside what, and where the reports go.</summary>
/// <param name="Quick">Whether few rounds of few steps do.</param>
/// <param name="Rounds">How often every side runs each workload.</param>
/// <param name="Filter">What a workload's name must contain.</param>
/// <param name="Threads">CPU threads of every side.</param>
/// <param name="Devices">Adversa's devices beside the CPU.</param>
/// <param name="Python">The Python that has PyTorch; null for the usual ones.</param>
/// <param name="OnnxRuntime">Where onnxruntime-node was installed; null for where Node looks by itself.</param>
/// <param name="Published">The published single file; null for none.</param>
/// <param name="Output">The folder of the reports.</param>
internal sealed record SuiteSettings(
    bool Quick, int Rounds, string Filter, int Threads, IReadOnlyList<string> Devices, string? Python, string? OnnxRuntime,
    string? Published, string Output)
{
    /// <summary>Whether single operations are asked for, which <c>ops</c> measures.</summary>
    public bool HasOperations => Matches("operations");

    /// <summary>The workloads that are asked for.</summary>
    public IReadOnlyList<Workload> Workloads => [.. Workload.All(Quick).Where(workload => Matches(workload.Name))];

    private bool Matches(string name) => name.Contains(Filter, StringComparison.OrdinalIgnoreCase);
}
