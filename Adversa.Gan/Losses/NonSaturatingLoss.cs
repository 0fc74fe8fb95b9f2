using Adversa.Autograd;

namespace Adversa.Gan.Losses;

/// <summary>
/// The original GAN's losses on logits, with the generator's in the form that does not saturate (Goodfellow et al., Generative
/// adversarial nets, 2014, equation 1 and section 3): with D(x) = σ(logit), −log D = softplus(−logit) and
/// −log(1 − D) = softplus(logit), which neither overflow nor lose small gradients.
/// </summary>
public static class NonSaturatingLoss
{
    /// <summary>The discriminator's loss on real images, −log D(x), mean over the logits [N].</summary>
    public static Variable OnReal(Variable logits) => (-logits).Softplus().Mean();

    /// <summary>The discriminator's loss on generated images, −log(1 − D(G(z))), mean over the logits [N].</summary>
    public static Variable OnFake(Variable logits) => logits.Softplus().Mean();

    /// <summary>The generator's loss, −log D(G(z)), mean over the logits [N].</summary>
    public static Variable OfGenerator(Variable logits) => OnReal(logits);
}
