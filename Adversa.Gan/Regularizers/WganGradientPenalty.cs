using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// WGAN-GP (Gulrajani et al., Improved training of Wasserstein GANs, 2017, equation 3 and algorithm 1):
/// λ·mean((‖∂D/∂x̂‖₂ − 1)²) at x̂ = ε·x + (1 − ε)·x̃ between real x and generated x̃, with one ε from U(0, 1) for each sample and
/// each sample's norm over all its axes.
/// </summary>
/// <param name="random">Draws ε.</param>
/// <param name="weight">λ.</param>
/// <param name="every">See <see cref="GradientPenalty.Every"/>.</param>
public sealed class WganGradientPenalty(RandomGenerator random, double weight = 10, int every = 1)
    : GradientPenalty(weight, every)
{
    /// <inheritdoc/>
    public override RandomGenerator Random => random;

    /// <summary>The term for given ε [N, 1, …].</summary>
    internal Variable Of(Func<Variable, Variable> critic, Tensor real, Tensor fake, Tensor epsilon) =>
        Weighted(UnweightedAt(critic, real, fake, epsilon));

    private protected override Variable UnweightedAt(Func<Variable, Variable> critic, Tensor real, Tensor fake) =>
        UnweightedAt(critic, real, fake, UniformPerSample(random, real));

    private static Variable UnweightedAt(Func<Variable, Variable> critic, Tensor real, Tensor fake, Tensor epsilon) =>
        DistanceFromUnitNorm(critic, epsilon * real + (epsilon * -1 + 1) * fake);
}
