namespace Adversa.Bench.Suite;

/// <summary>What the suite measures, how often, beside what, and where the reports go.</summary>
/// <param name="CommandLine">The command line that measures the same again.</param>
/// <param name="Quick">Whether few rounds of few steps do.</param>
/// <param name="Rounds">How often every side runs each workload, at most.</param>
/// <param name="Filter">What a workload's name must contain.</param>
/// <param name="Threads">CPU threads of every side.</param>
/// <param name="Devices">Adversa's devices beside the CPU.</param>
/// <param name="Python">The Python that has PyTorch; null for the usual ones.</param>
/// <param name="OnnxRuntime">Where onnxruntime-node was installed; null for where Node looks by itself.</param>
/// <param name="Published">The published single file; null for none.</param>
/// <param name="Output">The folder of the reports.</param>
internal sealed record SuiteSettings(
    string CommandLine, bool Quick, int Rounds, string Filter, int Threads, IReadOnlyList<string> Devices, string? Python,
    string? OnnxRuntime, string? Published, string Output)
{
    private const string Operations = "operations";

    /// <summary>Of all rounds; the operations take the rest of three minutes.</summary>
    private static readonly TimeSpan QuickLimit = TimeSpan.FromSeconds(120);

    /// <summary>Whether single operations are asked for, which <c>ops</c> measures.</summary>
    public bool HasOperations => Matches(Operations);

    /// <summary>The workloads that are asked for.</summary>
    public IReadOnlyList<Workload> Workloads => [.. Workload.All(Quick).Where(workload => Matches(workload.Name))];

    /// <summary>Whether a quick run, on a slow or a busy machine, has no time for one more round.</summary>
    /// <param name="elapsed">What the rounds took that it has had.</param>
    /// <param name="rounds">How many these are.</param>
    public bool IsTimeUp(TimeSpan elapsed, int rounds) => Quick && elapsed / rounds * (rounds + 1) > QuickLimit;

    /// <summary>Throws unless there is something to measure.</summary>
    /// <exception cref="ArgumentException">A number is out of range, or no workload has the filter in its name.</exception>
    public void Validate()
    {
        if (Rounds < 1) throw new ArgumentException($"rounds: found {Rounds}, expected at least 1.");
        if (Threads < 1) throw new ArgumentException($"threads: found {Threads}, expected at least 1.");
        if (HasOperations || Workloads.Count > 0) return;
        string known = string.Join("; ", Workload.All(Quick).Select(workload => workload.Name).Append(Operations));
        throw new ArgumentException($"filter: no workload contains '{Filter}'; there is {known}.");
    }

    private bool Matches(string name) => name.Contains(Filter, StringComparison.OrdinalIgnoreCase);
}
