using Adversa.Autograd;

namespace Adversa.Gan.Training;

/// <summary>
/// Tells when training stands still: the mean losses of D and of G over a window of steps both differ from those of the window
/// before by less than a share of themselves, or of 1 where they are smaller. Its sums are part of a checkpoint.
/// </summary>
/// <param name="window">Steps in a window; 0 for never.</param>
/// <param name="tolerance">The share; of means below 1 in size, the absolute difference.</param>
internal sealed class ConvergenceCheck(int window, double tolerance)
{
    private const string Name = "convergence";

    private readonly Queue<StepReport> _unread = [];
    private double _discriminatorSum, _generatorSum;
    private int _discriminatorCount, _count;
    private (double Discriminator, double Generator)? _before;

    /// <summary>
    /// Adds a step; true where it ends a window that is like the one before. The losses are asked for at the end of a window
    /// alone.
    /// </summary>
    public bool IsReached(StepReport report)
    {
        if (window == 0) return false;
        _unread.Enqueue(report);
        return _count + _unread.Count >= window && TakeIn();
    }

    /// <summary>Adds a step by its losses.</summary>
    /// <param name="discriminatorLoss">D's, without penalties; null for a step of G alone.</param>
    /// <param name="generatorLoss">G's.</param>
    public bool IsReached(double? discriminatorLoss, double generatorLoss)
    {
        if (window == 0) return false;
        if (discriminatorLoss is { } measured)
        {
            _discriminatorSum += measured;
            _discriminatorCount++;
        }

        _generatorSum += generatorLoss;
        if (++_count < window) return false;

        double discriminator = _discriminatorCount > 0 ? _discriminatorSum / _discriminatorCount : _before?.Discriminator ?? 0;
        double generator = _generatorSum / _count;
        bool isReached = _before is { } before
            && AreClose(discriminator, before.Discriminator) && AreClose(generator, before.Generator);
        _before = (discriminator, generator);
        (_discriminatorSum, _generatorSum, _discriminatorCount, _count) = (0, 0, 0, 0);
        return isReached;
    }

    /// <summary>Adds the sums to a state.</summary>
    public void SaveTo(StateDict state)
    {
        if (window == 0) return;
        TakeIn();
        (double discriminator, double generator) = _before ?? (0, 0);
        state.Add<double>(
            Name, [7],
            [
                _count, _discriminatorCount, _discriminatorSum, _generatorSum,
                _before is null ? 0 : 1, discriminator, generator,
            ]);
    }

    /// <summary>Goes back to saved sums; a state of a run that had no such check begins anew.</summary>
    public void Load(StateDict state)
    {
        _unread.Clear();
        if (window == 0 || !state.Contains(Name)) return;
        ReadOnlySpan<double> saved = state.Values<double>(Name);
        (_count, _discriminatorCount, _discriminatorSum, _generatorSum) =
            ((int)saved[0], (int)saved[1], saved[2], saved[3]);
        _before = saved[4] == 0 ? null : (saved[5], saved[6]);
    }

    /// <summary>Reads the losses of steps that were only noted; the last one tells whether a window ended.</summary>
    private bool TakeIn()
    {
        bool isReached = false;
        while (_unread.TryDequeue(out StepReport? report))
            isReached = IsReached(report.DiscriminatorReal + report.DiscriminatorFake, report.Generator!.Value);
        return isReached;
    }

    private bool AreClose(double mean, double before) =>
        Math.Abs(mean - before) <= tolerance * Math.Max(1, Math.Abs(before));
}
