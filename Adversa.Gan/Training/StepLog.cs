using System.Diagnostics;

namespace Adversa.Gan.Training;

/// <summary>
/// The reports of steps on their way into the metrics file. They are written together, a few times a second, so that the device
/// has work in its queue in between; that is also when a loss that is no number is found. Nothing that a run keeps may be written
/// before <see cref="RequireFinite"/>.
/// <para>
/// The times are told by counting steps: a slow device that takes launches fast would be seconds behind the program's clock.
/// </para>
/// </summary>
/// <param name="metrics">The file.</param>
/// <param name="imagesPerStep">For the speed.</param>
/// <param name="lastCheckpoint">What a message calls the last good checkpoint.</param>
internal sealed class StepLog(MetricsLog metrics, int imagesPerStep, Func<string?> lastCheckpoint) : IDisposable
{
    private const double SecondsBetweenWrites = 0.25;

    private readonly SpeedMeter _speed = new(imagesPerStep);
    private readonly Queue<Entry> _entries = [];
    private long _lastWrite = Stopwatch.GetTimestamp();
    private int _stepsBetweenWrites = 1;

    /// <summary>Over the last steps that were written.</summary>
    public double ImagesPerSecond { get; private set; }

    /// <summary>Whether so many steps were added that they should be written.</summary>
    public bool IsDue => _entries.Count >= _stepsBetweenWrites;

    /// <summary>Adds a step's report.</summary>
    /// <param name="step">Its number.</param>
    /// <param name="report">What it measured; not asked for yet.</param>
    /// <param name="hasLine">Whether the step has a line in the file; if not, its numbers are only checked.</param>
    public void Add(int step, StepReport report, bool hasLine = true) => _entries.Enqueue(new Entry(step, report, hasLine));

    /// <summary>Waits for the steps that were added, and sees to it that all they measured are numbers.</summary>
    /// <exception cref="NonFiniteException">They are not. The step's line is the last one in the file.</exception>
    public void RequireFinite()
    {
        if (_entries.FirstOrDefault(entry => !entry.Report.AreFinite) is not { } broken) return;
        while (_entries.TryDequeue(out Entry? entry))
        {
            WriteLine(entry, []);
            if (entry == broken) throw new NonFiniteException(broken.Report, broken.Step, lastCheckpoint());
        }
    }

    /// <summary>Writes the lines of all steps that were added.</summary>
    /// <param name="ofLast">Further numbers, for the last step's line.</param>
    /// <exception cref="NonFiniteException">As <see cref="RequireFinite"/>.</exception>
    public void Write(params ReadOnlySpan<(string Name, double Value)> ofLast)
    {
        if (_entries.Count == 0) return;
        RequireFinite();
        int lines = _entries.Count(entry => entry.HasLine);
        if (lines > 0) ImagesPerSecond = _speed.Tick(lines);
        PlanNextWrite();
        while (_entries.TryDequeue(out Entry? entry)) WriteLine(entry, _entries.Count == 0 ? ofLast : []);
    }

    /// <summary>Closes the file. Steps whose lines were not written yet were made in vain anyway.</summary>
    public void Dispose() => metrics.Dispose();

    /// <summary>So many steps as would have filled the time, but no more than twice those that there were.</summary>
    private void PlanNextWrite()
    {
        int steps = _entries.Count;
        double seconds = Stopwatch.GetElapsedTime(_lastWrite).TotalSeconds;
        _stepsBetweenWrites = (int)Math.Clamp(steps * SecondsBetweenWrites / seconds, 1, 2 * steps);
        _lastWrite = Stopwatch.GetTimestamp();
    }

    private void WriteLine(Entry entry, ReadOnlySpan<(string Name, double Value)> more)
    {
        if (!entry.HasLine) return;
        metrics.Write(entry.Step, [.. entry.Report.Metrics(), .. more, ("images_per_second", ImagesPerSecond)]);
    }

    private sealed record Entry(int Step, StepReport Report, bool HasLine);
}
