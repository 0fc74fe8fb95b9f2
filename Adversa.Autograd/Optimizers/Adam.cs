using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd.Optimizers;

/// <summary>
/// Adam (Kingma and Ba, 2015, algorithm 1): with g the gradient (plus weightDecay·p), m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g² and
/// t the parameter's count of steps, p ← p − learningRate·m̂/(√v̂ + ε), m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
/// States <c>exp_avg</c> m and <c>exp_avg_sq</c> v.
/// </summary>
public sealed class Adam(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8, double weightDecay = 0) : Optimizer(parameters, learningRate, "exp_avg", "exp_avg_sq")
{
    /// <inheritdoc/>
    private protected override void Update(ReadOnlySpan<Tensor> operands, long step) => Pointwise.Adam.ApplyInPlace(
        operands, LearningRate, beta1, beta2, epsilon, 1 - Math.Pow(beta1, step), 1 - Math.Pow(beta2, step), weightDecay);
}
