using Adversa.Bench.Suite;

namespace Adversa.Tests.Bench;

/// <summary>Who runs when, and what becomes of a side that fails.</summary>
internal sealed class ContestTests
{
    private static readonly Workload Work = Workload.All(quick: true)[0];

    [Test]
    public async Task TheOrderTurnsAroundFromRoundToRound()
    {
        var contest = new Contest(
            Work, [new Canned(AdversaSide.Reference, 10), new Canned("peer", 20), new Canned("idler", 1, runs: false)]);
        List<string> begun = [];
        for (int round = 0; round < 3; round++) await contest.RoundAsync(round, begun.Add, CancellationToken.None);
        string[] sides = [.. begun.Select(name => name.Split(", ", 2)[1])];
        Assert.That(sides, Is.EqualTo((string[])["Adversa, cpu", "peer", "peer", "Adversa, cpu", "Adversa, cpu", "peer"]));
        WorkloadReport report = contest.Report();
        Assert.That(report.Sides.Select(side => side.Rounds.Count), Is.EqualTo((int[])[3, 3]));
        Assert.That(report.Sides[1].TimeRatio, Is.EqualTo(new Spread(2, 2, 2)));
    }

    [Test]
    public async Task ASideThatFailsIsLeftOut()
    {
        var failing = new Canned("peer", 20, program: "there-is-no-such-program");
        var contest = new Contest(Work, [new Canned(AdversaSide.Reference, 10), failing]);
        for (int round = 0; round < 2; round++) await contest.RoundAsync(round, _ => { }, CancellationToken.None);
        WorkloadReport report = contest.Report();
        Assert.That(report.Sides[0].Rounds, Has.Count.EqualTo(2));
        Assert.That(report.Sides[1].Failure, Does.StartWith("there-is-no-such-program: "));
        Assert.That(failing.Commands, Is.EqualTo(1));
    }

    /// <summary>A cancelled child is killed: what it started does not outlive it.</summary>
    [Test]
    public void ChildrenEndWithTheWait()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Windows has no sh.");
        using var cancellation = new CancellationTokenSource();
        using var folder = new TemporaryFolder();
        string alive = folder["alive"];
        Task<ChildResult> child = new ChildProcess("sh", "-c", $"touch '{alive}'; sleep 60").RunAsync(cancellation.Token);
        Assert.That(() => File.Exists(alive), Is.True.After(20_000, pollingInterval: 10), "the child begins");
        cancellation.Cancel();
        Assert.That(async () => await child.WaitAsync(TimeSpan.FromSeconds(30)), Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>A side whose processes do next to nothing and measure what they are told.</summary>
    private sealed class Canned(string name, double milliseconds, bool runs = true, string program = "dotnet") : Side(name)
    {
        public int Commands { get; private set; }

        public override bool Runs(Workload workload) => runs;

        public override ChildProcess Command(Workload workload)
        {
            Commands++;
            return new ChildProcess(program, "--version");
        }

        public override Measurement Read(ChildResult child, Workload workload) => new(milliseconds, 100, 7);
    }
}
