using Adversa.Autograd;

namespace Adversa.Gan.Losses;

/// <summary>
/// The hinge loss (Lim and Ye, Geometric GAN, 2017; Miyato et al., Spectral normalization for generative adversarial
/// networks, 2018, equations 16 and 17): the discriminator minimises E max(0, 1 − D(x)) + E max(0, 1 + D(G(z))), so that samples
/// beyond the margin no longer count; the generator −E D(G(z)).
/// </summary>
public sealed class HingeLoss : GanLoss
{
    /// <inheritdoc/>
    public override Variable RealTerms(Variable logits) => (1 - logits).Relu();

    /// <inheritdoc/>
    public override Variable FakeTerms(Variable logits) => (logits + 1).Relu();

    /// <inheritdoc/>
    public override Variable GeneratorTerms(Variable logits) => -logits;
}
