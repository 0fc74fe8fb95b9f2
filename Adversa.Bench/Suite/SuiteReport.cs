using Adversa.Bench.Reports;
using Adversa.Gan.Benchmarks;

namespace Adversa.Bench.Suite;

/// <summary>What a run of the suite found, as <c>steps.json</c> holds it.</summary>
/// <param name="Command">The command line that made it.</param>
/// <param name="Threads">Threads of every side.</param>
/// <param name="Rounds">How often every side ran.</param>
/// <param name="Machine">Where.</param>
/// <param name="Programs">The sides, and those that are absent.</param>
/// <param name="Workloads">The numbers.</param>
internal sealed record SuiteReport(
    string Command, int Threads, int Rounds, MachineDescription Machine, IReadOnlyList<ProgramReport> Programs,
    IReadOnlyList<WorkloadReport> Workloads)
{
    /// <summary>The sides that are there but did not do what they should.</summary>
    public IEnumerable<(WorkloadReport Workload, SideReport Side)> Failures =>
        from workload in Workloads
        from side in workload.Sides
        where side.Failure is not null
        select (workload, side);
}

/// <summary>One side.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Version">What it is; null where it did not say, or is absent.</param>
/// <param name="WhyNot">Why it is absent; null where it is there.</param>
internal sealed record ProgramReport(string Name, string? Version, string? WhyNot);

/// <summary>One workload.</summary>
/// <param name="Name">As <c>--filter</c> sees it.</param>
/// <param name="Settings">What it is.</param>
/// <param name="IsColdStart">Whether times are those of whole processes.</param>
/// <param name="Sides">Those that can do it.</param>
internal sealed record WorkloadReport(string Name, StepSettings Settings, bool IsColdStart, IReadOnlyList<SideReport> Sides);
