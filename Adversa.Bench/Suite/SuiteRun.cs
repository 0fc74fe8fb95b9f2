using System.Diagnostics;
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
        int rounds = 0;
        using (var progress = new ProgressLine(settings.Rounds * contests.Sum(contest => contest.Sides)))
        {
            long begin = Stopwatch.GetTimestamp();
            do
            {
                foreach (Contest contest in contests) await contest.RoundAsync(rounds, progress.Next, cancellation);
                rounds++;
            }
            while (rounds < settings.Rounds && !settings.IsTimeUp(Stopwatch.GetElapsedTime(begin), rounds));
        }

        WorkloadReport[] workloads = [.. contests.Select(contest => contest.Report())];
        return new SuiteReport(
            settings.CommandLine, settings.Threads, rounds, machine, sides.Programs(workloads), workloads);
    }
}
