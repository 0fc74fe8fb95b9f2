using Adversa.Autograd;

namespace Adversa.Gan.Losses;

/// <summary>
/// The original loss as the two-player game is written: G minimises log(1 − D(G(z))) = −softplus(l), the opposite of D's own loss
/// (Goodfellow et al., Generative adversarial nets, 2014, equation 1). Its gradient, −σ(l), vanishes where D recognises
/// the sample; <see cref="NonSaturatingLoss"/> is what one trains with.
/// </summary>
/// <param name="realTarget">The discriminator's target on real samples; 0.9 for one-sided label smoothing.</param>
/// <param name="fakeTarget">The discriminator's target on generated samples.</param>
/// <exception cref="ArgumentException">Not 0 ≤ fake target &lt; real target ≤ 1.</exception>
public sealed class MinimaxLoss(double realTarget = 1, double fakeTarget = 0) : CrossEntropyLoss(realTarget, fakeTarget)
{
    /// <inheritdoc/>
    public override Variable GeneratorTerms(Variable logits) => -logits.Softplus();
}
