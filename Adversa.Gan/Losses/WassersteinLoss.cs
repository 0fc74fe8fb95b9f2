using Adversa.Autograd;

namespace Adversa.Gan.Losses;

/// <summary>
/// The dual form of the Wasserstein-1 distance (Arjovsky, Chintala and Bottou, Wasserstein generative adversarial networks, 2017,
/// equations 2 and 3): the critic minimises E D(G(z)) − E D(x), the generator −E D(G(z)). It means something only for a critic
/// that is kept Lipschitz: by weight clipping, a gradient penalty or spectral normalization.
/// </summary>
public sealed class WassersteinLoss : GanLoss
{
    /// <inheritdoc/>
    public override Variable RealTerms(Variable logits) => -logits;

    /// <inheritdoc/>
    public override Variable FakeTerms(Variable logits) => logits;

    /// <inheritdoc/>
    public override Variable GeneratorTerms(Variable logits) => -logits;
}
