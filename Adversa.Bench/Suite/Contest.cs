namespace Adversa.Bench.Suite;

/// <summary>One workload with all sides that can do it. A side that failed once is left out from then on.</summary>
internal sealed class Contest
{
    private readonly Workload _workload;
    private readonly Entrant[] _entrants;

    /// <param name="workload">What is done.</param>
    /// <param name="sides">Who is there; those that cannot do it are left out.</param>
    public Contest(Workload workload, IEnumerable<Side> sides) =>
        (_workload, _entrants) = (workload, [.. sides.Where(side => side.Runs(workload)).Select(side => new Entrant(side))]);

    /// <summary>How many processes a round has.</summary>
    public int Sides => _entrants.Length;

    /// <summary>
    /// Runs every side once, each in a process of its own: in odd rounds the other way round, so that a slow spell of the machine
    /// does not always meet the same one.
    /// </summary>
    /// <param name="round">From 0.</param>
    /// <param name="begin">Is told what begins.</param>
    /// <param name="cancellation">Kills the process and ends the round.</param>
    public async Task RoundAsync(int round, Action<string> begin, CancellationToken cancellation)
    {
        foreach (Entrant entrant in round % 2 == 0 ? _entrants : _entrants.Reverse())
        {
            begin($"round {round + 1}: {_workload.Name}, {entrant.Side.Name}");
            if (entrant.Failure is null) await MeasureAsync(entrant, cancellation);
        }
    }

    /// <summary>What all rounds gave.</summary>
    public WorkloadReport Report()
    {
        IReadOnlyList<Measurement> reference =
            _entrants.Single(entrant => entrant.Side.Name == AdversaSide.Reference).Rounds;
        return new WorkloadReport(
            _workload.Name, _workload.Settings, _workload.IsColdStart,
            [.. _entrants.Select(entrant => SideReport.Of(entrant.Side.Name, entrant.Rounds, reference, entrant.Failure))]);
    }

    private async Task MeasureAsync(Entrant entrant, CancellationToken cancellation)
    {
        try
        {
            if (entrant.Rounds.Count == 0) await entrant.Side.PrepareAsync(_workload, cancellation);
            ChildResult child = await entrant.Side.Command(_workload).RunAsync(cancellation);
            if (child.ExitCode != 0) throw new IOException(child.LastWords);
            entrant.Rounds.Add(entrant.Side.Read(child, _workload));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            entrant.Failure = error.Message;
        }
    }

    /// <summary>A side with what it measured so far.</summary>
    private sealed class Entrant(Side side)
    {
        public Side Side => side;

        public List<Measurement> Rounds { get; } = [];

        public string? Failure { get; set; }
    }
}
