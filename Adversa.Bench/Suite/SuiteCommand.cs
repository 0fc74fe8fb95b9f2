using System.CommandLine;
using System.Text;
using System.Text.Json;
using Adversa.Bench.Reports;
using Adversa.Kernels.Devices;
using Adversa.Tensors.Serialization;

namespace Adversa.Bench.Suite;

/// <summary><c>suite</c>: all that is measured, beside the peers, into reports.</summary>
internal static class SuiteCommand
{
    private const int Success = 0, Failure = 1, WrongUse = 2, Interrupted = 130;

    private static readonly SuiteOptions Options = new();

    public static Command Create()
    {
        var command = new Command("suite", "Measure steps, inference, start, memory and operations, beside the peers.");
        Options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        SuiteSettings settings = Options.Settings(arguments);
        if (settings.Workloads.Count == 0 && !settings.HasOperations)
        {
            await Console.Error.WriteLineAsync($"--filter: found '{settings.Filter}', expected a part of a workload's name; see --help.");
            return WrongUse;
        }

        try
        {
            string command = string.Join(' ', ["dotnet run -c Release --project Adversa.Bench --", .. arguments.Tokens.Select(t => t.Value)]);
            int steps = settings.Workloads.Count == 0 ? Success : await MeasureStepsAsync(settings, command, cancellation);
            int operations = settings.HasOperations ? await MeasureOperationsAsync(settings, cancellation) : Success;
            return Math.Max(steps, operations);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("interrupted: all children are ended, unfinished reports are not written");
            return Interrupted;
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failure;
        }
    }

    /// <summary>Whole steps, into <c>steps.md</c> and <c>steps.json</c>.</summary>
    private static async Task<int> MeasureStepsAsync(SuiteSettings settings, string command, CancellationToken cancellation)
    {
        MachineDescription machine = MachineDescription.Current;
        using SideList sides = await SideList.FindAsync(settings, machine.Devices, cancellation);
        Contest[] contests = [.. settings.Workloads.Select(workload => new Contest(workload, sides.Present))];
        await SuiteProgress.ShowAsync(settings.Rounds * contests.Sum(contest => contest.Sides), async begin =>
        {
            for (int round = 0; round < settings.Rounds; round++)
                foreach (Contest contest in contests) await contest.RoundAsync(round, begin, cancellation);
        });

        WorkloadReport[] workloads = [.. contests.Select(contest => contest.Report())];
        var report = new SuiteReport(
            command, settings.Threads, settings.Rounds, machine, sides.Programs(workloads), workloads);
        Directory.CreateDirectory(settings.Output);
        Write("steps.md", SuiteMarkdown.Of(report));
        Write("steps.json", JsonSerializer.Serialize(report, ReportJson.Options) + "\n");
        foreach ((WorkloadReport workload, SideReport side) in report.Failures)
            await Console.Error.WriteLineAsync($"{workload.Name}, {side.Name}: {side.Failure}");
        return report.Failures.Any() ? Failure : Success;

        void Write(string name, string text)
        {
            string path = Path.Combine(settings.Output, name);
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            Console.WriteLine(path);
        }
    }

    /// <summary>Single operations, by <c>ops</c> in a process of its own.</summary>
    private static Task<int> MeasureOperationsAsync(SuiteSettings settings, CancellationToken cancellation)
    {
        string[] quick = settings.Quick ? ["--quick"] : [];
        string devices = string.Join(',', settings.Devices.Prepend("cpu").Distinct());
        return AdversaSide.Self(
                ["ops", "--devices", devices, "--threads", $"{settings.Threads}", .. quick, "--output", settings.Output])
            .ShowAsync(cancellation);
    }
}
