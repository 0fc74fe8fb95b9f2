using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// DRAGAN (Kodali et al., On convergence and stability of GANs, 2017, with k = 1): λ·mean((‖∂D/∂x̂‖₂ − 1)²) at
/// x̂ = x + δ around real x, each sample's norm over all its axes. The noise is that of the authors' program:
/// δ = α·½·std(x)·u, with std over the whole batch, one α from U(0, 1) for each sample and one u from U(0, 1) for each element.
/// </summary>
/// <param name="random">Draws α, then u.</param>
/// <param name="weight">λ.</param>
/// <param name="every">See <see cref="GradientPenalty.Every"/>.</param>
public sealed class DraganPenalty(RandomGenerator random, double weight = 10, int every = 1) : GradientPenalty(weight, every)
{
    private const double Spread = 0.5;

    /// <inheritdoc/>
    public override RandomGenerator Random => random;

    /// <summary>The term for given α [N, 1, …] and u [N, …].</summary>
    internal Variable Of(Func<Variable, Variable> critic, Tensor real, Tensor alpha, Tensor noise) =>
        Weighted(UnweightedAt(critic, real, alpha, noise));

    private protected override Variable UnweightedAt(Func<Variable, Variable> critic, Tensor real, Tensor fake)
    {
        Tensor alpha = UniformPerSample(random, real);
        return UnweightedAt(critic, real, alpha, random.Uniform(real.Shape, type: real.DType, device: real.Device));
    }

    private static Variable UnweightedAt(Func<Variable, Variable> critic, Tensor real, Tensor alpha, Tensor noise)
    {
        Tensor deviation = new Variable(real).Variance().Sqrt().Value;
        return DistanceFromUnitNorm(critic, real + alpha * noise * deviation * Spread);
    }
}
