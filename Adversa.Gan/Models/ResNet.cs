namespace Adversa.Gan.Models;

/// <summary>
/// Residual networks (Miyato et al., Spectral normalization for generative adversarial networks, 2018, appendix B), in the sizes
/// and widths of the mimicry library (Lee and Town, Mimicry: towards the reproducibility of GAN research, 2020). With f features,
/// ↑ and ↓ for blocks that double and halve the image:
/// <code>
/// size   generator                                      discriminator
/// 32     4×4·2f ↑ 2f ↑ 2f ↑ 2f → image                  image ↓ f ↓ f → f → f → sum → logit
/// 48     6×6·8f ↑ 4f ↑ 2f ↑ f → image                   image ↓ f ↓ 2f ↓ 4f ↓ 8f → 16f → sum → logit
/// 64     4×4·16f ↑ 8f ↑ 4f ↑ 2f ↑ f → image             image ↓ f ↓ 2f ↓ 4f ↓ 8f ↓ 16f → sum → logit
/// </code>
/// The published networks have f = 128 at size 32 and f = 64 at 48 and 64. Enlargement is to nearest neighbours as in the paper
/// (mimicry interpolates linearly). Self-attention, where asked for, works on the maps of half the image's size, behind D's
/// first and before G's last block; the generator's weights are then spectrally normalized, too (Zhang et al., Self-attention
/// generative adversarial networks, 2019).
/// </summary>
internal static class ResNet
{
    private static readonly Dictionary<int, ResNetPlan> Plans = new()
    {
        [32] = new ResNetPlan(Smallest: 4, GeneratorWidths: [2, 2, 2, 2], DiscriminatorWidths: [1, 1, 1, 1], Halvings: 2),
        [48] = new ResNetPlan(Smallest: 6, GeneratorWidths: [8, 4, 2, 1], DiscriminatorWidths: [1, 2, 4, 8, 16], Halvings: 4),
        [64] = new ResNetPlan(
            Smallest: 4, GeneratorWidths: [16, 8, 4, 2, 1], DiscriminatorWidths: [1, 2, 4, 8, 16], Halvings: 5),
    };

    /// <summary>The family.</summary>
    public static NetworkFamily Family { get; } = new(
        Sizes: [.. Plans.Keys],
        (options, module) => new ResNetGenerator(Plans[options.Size], options, module),
        (options, module) => new ResNetDiscriminator(Plans[options.Size], options, module))
    {
        HasAttention = true,
    };
}
