namespace Adversa.Gan.Training;

/// <summary>
/// What one step measured: of D its last update, if the step had any, and of G, if it had a part in it. Losses are means over the
/// batch, without the penalties of weights.
/// </summary>
public sealed record StepReport
{
    /// <summary>D's loss on real samples; −log D(x) for the plain loss.</summary>
    public double? DiscriminatorReal { get; init; }

    /// <summary>D's loss on generated samples; −log(1 − D(G(z))) for the plain loss.</summary>
    public double? DiscriminatorFake { get; init; }

    /// <summary>The latest gradient penalty of the step, weight included; null in steps without one.</summary>
    public double? Penalty { get; init; }

    /// <summary>G's loss, after D's update; −log D(G(z)) for the plain loss.</summary>
    public double? Generator { get; init; }

    /// <summary>The 2-norm of D's gradient before it was clipped.</summary>
    public double? DiscriminatorGradientNorm { get; init; }

    /// <summary>The 2-norm of G's gradient before it was clipped.</summary>
    public double? GeneratorGradientNorm { get; init; }

    /// <summary>The schedule's factor of both learning rates.</summary>
    public double LearningRateFactor { get; init; }

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
}
