using System.Globalization;

namespace Adversa.Gan.Training;

/// <summary>
/// What one step measured: of D its last update, if the step had any, and of G, if it had a part in it. Losses are means over the
/// batch, without the penalties of weights.
/// <para>
/// The numbers stay on the device until the first one is asked for. That waits for the step, and reads all reports so far with
/// one copy; so a program that asks now and then keeps its device busy, and one that asks at every step does not. Ask before the
/// trainer is disposed.
/// </para>
/// </summary>
public sealed class StepReport
{
    private readonly JournalPage _page;
    private readonly int _row, _measured, _parts;

    internal StepReport(JournalPage page, int row, int measured, int parts, double learningRateFactor)
    {
        (_page, _row, _measured, _parts) = (page, row, measured, parts);
        LearningRateFactor = learningRateFactor;
    }

    /// <summary>Whether the numbers are in the program's memory, so that asking for them costs no waiting.</summary>
    public bool IsRead => _page.IsRead(_row);

    /// <summary>D's loss on real samples; −log D(x) for the plain loss.</summary>
    public double? DiscriminatorReal => Loss(Measure.DiscriminatorReal);

    /// <summary>D's loss on generated samples; −log(1 − D(G(z))) for the plain loss.</summary>
    public double? DiscriminatorFake => Loss(Measure.DiscriminatorFake);

    /// <summary>The latest gradient penalty of the step, weight included; null in steps without one.</summary>
    public double? Penalty => Loss(Measure.Penalty);

    /// <summary>G's loss, after D's update; −log D(G(z)) for the plain loss.</summary>
    public double? Generator => Loss(Measure.Generator);

    /// <summary>The 2-norm of D's gradient before it was clipped.</summary>
    public double? DiscriminatorGradientNorm => Norm(Measure.DiscriminatorSquaredNorm);

    /// <summary>The 2-norm of G's gradient before it was clipped.</summary>
    public double? GeneratorGradientNorm => Norm(Measure.GeneratorSquaredNorm);

    /// <summary>The schedule's factor of both learning rates.</summary>
    public double LearningRateFactor { get; }

    /// <summary>The sum that D minimises, as far as it was measured.</summary>
    public double? Discriminator => DiscriminatorReal + DiscriminatorFake + (Penalty ?? 0);

    /// <summary>Whether everything that was measured is a number.</summary>
    public bool AreFinite => Metrics().All(metric => double.IsFinite(metric.Value));

    /// <summary>Everything that was measured, under the names of the metrics file.</summary>
    public IEnumerable<(string Name, double Value)> Metrics()
    {
        (string Name, double? Value)[] all =
        [
            ("d_loss_real", DiscriminatorReal),
            ("d_loss_fake", DiscriminatorFake),
            ("d_penalty", Penalty),
            ("g_loss", Generator),
            ("d_gradient_norm", DiscriminatorGradientNorm),
            ("g_gradient_norm", GeneratorGradientNorm),
            ("learning_rate_factor", LearningRateFactor),
        ];
        return all.Where(metric => metric.Value is not null).Select(metric => (metric.Name, metric.Value!.Value));
    }

    /// <summary>All metrics in one line.</summary>
    public override string ToString() => string.Join(
        ", ", Metrics().Select(metric => $"{metric.Name} {metric.Value.ToString(CultureInfo.InvariantCulture)}"));

    private bool Has(Measure measure) => (_measured & (1 << (int)measure)) != 0;

    /// <summary>The mean over the batches of the update.</summary>
    private double? Loss(Measure measure)
    {
        if (!Has(measure)) return null;
        double share = 1.0 / _parts, sum = 0;
        for (int part = 0; part < _parts; part++) sum += _page[_row, (int)measure * _parts + part] * share;
        return sum;
    }

    private double? Norm(Measure measure) => Has(measure) ? Math.Sqrt(_page[_row, (int)measure * _parts]) : null;
}
