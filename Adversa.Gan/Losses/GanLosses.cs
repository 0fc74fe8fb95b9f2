using Adversa.Tensors;

namespace Adversa.Gan.Losses;

/// <summary>The losses by name.</summary>
public static class GanLosses
{
    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["minimax"] = new Row(Targets.OfDiscriminator, o => new MinimaxLoss(o.RealTarget ?? 1, o.FakeTarget ?? 0)),
        ["non-saturating"] = new Row(Targets.OfDiscriminator, o => new NonSaturatingLoss(o.RealTarget ?? 1, o.FakeTarget ?? 0)),
        ["wasserstein"] = new Row(Targets.None, _ => new WassersteinLoss()),
        ["least-squares"] = new Row(
            Targets.All, o => new LeastSquaresLoss(a: o.FakeTarget ?? 0, b: o.RealTarget ?? 1, c: o.GeneratorTarget ?? 1)),
        ["hinge"] = new Row(Targets.None, _ => new HingeLoss()),
    };

    private enum Targets
    {
        None,
        OfDiscriminator,
        All,
    }

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Rows.Keys;

    /// <summary>A loss by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">Label smoothing and label noise; null for none.</param>
    /// <param name="random">Draws the flips of label noise; needed for that alone.</param>
    /// <exception cref="ArgumentException">
    /// There is no such loss, it has no such target (there is no label to smooth in the Wasserstein and the hinge loss), or a
    /// number is out of its range; one line says what was found and what was expected.
    /// </exception>
    public static GanLoss Create(string name, LossOptions? options = null, RandomGenerator? random = null)
    {
        if (!Rows.TryGetValue(name, out Row? row))
            throw new ArgumentException($"loss: found '{name}', expected one of {string.Join(", ", Names)}.");
        options ??= new LossOptions();
        if (row.Targets == Targets.None) Refuse("real target", options.RealTarget);
        if (row.Targets == Targets.None) Refuse("fake target", options.FakeTarget);
        if (row.Targets != Targets.All) Refuse("generator target", options.GeneratorTarget);
        GanLoss loss = row.Make(options);
        if (options.FlipProbability == 0) return loss;
        return new LabelNoise(
            loss, options.FlipProbability,
            random ?? throw new ArgumentException("loss: label noise needs a random generator.", nameof(random)));

        void Refuse(string target, double? found)
        {
            if (found is null) return;
            string number = FormattableString.Invariant($"{found}");
            throw new ArgumentException($"loss {name}: found {target} {number}, but this loss has no such target; leave it out.");
        }
    }

    private sealed record Row(Targets Targets, Func<LossOptions, GanLoss> Make);
}
