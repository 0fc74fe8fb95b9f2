using Adversa.Bench.Reports;

namespace Adversa.Bench.Suite;

/// <summary>All workloads with all sides, round after round.</summary>
internal static class SuiteRun
{
    /// <summary>
    /// Measures what was asked for. A round has all workloads, so that the rounds of each spread over the whole time.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled; whatever ran is ended.</exception>
    public static async Task<SuiteReport> MeasureAsync(SuiteSettings settings, CancellationToken cancellation)
    {
        MachineDescription machine = MachineDescription.Current;
        using SideList sides = await SideList.FindAsync(settings, machine.Devices, cancellation);
        Contest[] contests = [.. settings.Workloads.Select(workload => new Contest(workload, sides.Present))];
        using (var progress = new ProgressLine(settings.Rounds * contests.Sum(contest => contest.Sides)))
        {
            for (int round = 0; round < settings.Rounds; round++)
                foreach (Contest contest in contests) await contest.RoundAsync(round, progress.Next, cancellation);
        }

        WorkloadReport[] workloads = [.. contests.Select(contest => contest.Report())];
        return new SuiteReport(
            settings.CommandLine, settings.Threads, settings.Rounds, machine, sides.Programs(workloads), workloads);
    }
}
