using Adversa.Autograd;

namespace Adversa.Gan.Losses;

/// <summary>
/// The original loss with the generator's part in the form that does not saturate: G minimises −log D(G(z)) = softplus(−l)
/// (Goodfellow et al., Generative adversarial nets, 2014, section 3), whose gradient is largest where D recognises the sample.
/// </summary>
/// <param name="realTarget">The discriminator's target on real samples; 0.9 for one-sided label smoothing.</param>
/// <param name="fakeTarget">The discriminator's target on generated samples.</param>
/// <exception cref="ArgumentException">Not 0 ≤ fake target &lt; real target ≤ 1.</exception>
public sealed class NonSaturatingLoss(double realTarget = 1, double fakeTarget = 0) : CrossEntropyLoss(realTarget, fakeTarget)
{
    /// <inheritdoc/>
    public override Variable GeneratorTerms(Variable logits) => (-logits).Softplus();
}
