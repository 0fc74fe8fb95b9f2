using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// R1 (Mescheder, Geiger and Nowozin, Which training methods for GANs do actually converge?, 2018, equation 9):
/// γ/2·mean(‖∂D/∂x‖²) at real x, with D the logit. Lazy where the interval is above 1: StyleGAN2 takes 16.
/// </summary>
/// <param name="weight">γ.</param>
/// <param name="every">See <see cref="GradientPenalty.Every"/>.</param>
public sealed class R1Penalty(double weight = 10, int every = 1) : GradientPenalty(weight, every)
{
    private protected override Variable UnweightedAt(Func<Variable, Variable> critic, Tensor real, Tensor fake) =>
        SquaredNorms(critic, real).Mean() * 0.5;
}
