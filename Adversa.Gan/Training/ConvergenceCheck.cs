using Adversa.Autograd;

namespace Adversa.Gan.Training;

/// <summary>
/// Tells when training stands still: the mean losses of D and of G over a window of steps both differ from those of the window
/// before by less than a share of themselves. Its sums are part of a checkpoint.
/// </summary>
/// <param name="window">Steps in a window; 0 for never.</param>
/// <param name="tolerance">The share; of means below 1 in size, the absolute difference.</param>
internal sealed class ConvergenceCheck(int window, double tolerance)
{
    private const string Name = "convergence";

    private double[] _sums = new double[2];
    private double[]? _before;
    private int _count;

    /// <summary>Adds a step; true where it ends a window that is like the one before.</summary>
    public bool IsReached(double discriminatorLoss, double generatorLoss)
    {
        if (window == 0) return false;
        _sums[0] += discriminatorLoss;
        _sums[1] += generatorLoss;
        if (++_count < window) return false;

        double[] means = [_sums[0] / _count, _sums[1] / _count];
        bool isReached = _before is not null && means.Zip(_before).All(pair => AreClose(pair.First, pair.Second));
        (_before, _sums, _count) = (means, new double[2], 0);
        return isReached;
    }

    /// <summary>Adds the sums to a state.</summary>
    public void SaveTo(StateDict state)
    {
        if (window == 0) return;
        state.Add<double>(Name, [6], [_count, .. _sums, _before is null ? 0 : 1, .. _before ?? new double[2]]);
    }

    /// <summary>Goes back to saved sums; a state of a run that had no such check begins anew.</summary>
    public void Load(StateDict state)
    {
        if (window == 0 || !state.Contains(Name)) return;
        ReadOnlySpan<double> saved = state.Values<double>(Name);
        (_count, _sums) = ((int)saved[0], [saved[1], saved[2]]);
        _before = saved[3] == 0 ? null : [saved[4], saved[5]];
    }

    private bool AreClose(double mean, double before) =>
        Math.Abs(mean - before) <= tolerance * Math.Max(1, Math.Abs(before));
}
