using Adversa.Autograd;

namespace Adversa.Gan.Losses;

/// <summary>
/// The original discriminator's loss (Goodfellow et al., Generative adversarial nets, 2014, equation 1): the cross-entropy of
/// D(x) = σ(logit) with a target t, −t·log D − (1 − t)·log(1 − D). In terms of the logit l it is softplus(−l) for t = 1,
/// softplus(l) for t = 0 and softplus(l) − t·l between them, which neither overflow nor lose small gradients.
/// <para>
/// A real target below 1 is one-sided label smoothing (Salimans et al., Improved techniques for training GANs, 2016, section 3.4,
/// who take 0.9); a fake target above 0 as well makes it two-sided, which that section advises against. The generator's loss is
/// never smoothed.
/// </para>
/// </summary>
public abstract class CrossEntropyLoss : GanLoss
{
    private readonly double _realTarget, _fakeTarget;

    /// <summary>The loss with these targets.</summary>
    /// <exception cref="ArgumentException">Not 0 ≤ fake target &lt; real target ≤ 1.</exception>
    private protected CrossEntropyLoss(double realTarget, double fakeTarget)
    {
        if (!(fakeTarget >= 0 && fakeTarget < realTarget && realTarget <= 1))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{GetType().Name}: found fake target {fakeTarget} and real target {realTarget}, ") +
                "expected 0 ≤ fake target < real target ≤ 1, for they are probabilities.");
        }

        (_realTarget, _fakeTarget) = (realTarget, fakeTarget);
    }

    /// <inheritdoc/>
    public sealed override Variable RealTerms(Variable logits) => CrossEntropy(logits, _realTarget);

    /// <inheritdoc/>
    public sealed override Variable FakeTerms(Variable logits) => CrossEntropy(logits, _fakeTarget);

    private static Variable CrossEntropy(Variable logits, double target) => target switch
    {
        1 => (-logits).Softplus(),
        0 => logits.Softplus(),
        _ => logits.Softplus() - target * logits,
    };
}
