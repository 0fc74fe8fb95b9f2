using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd.Optimizers;

/// <summary>
/// RMSProp (Tieleman and Hinton, 2012), not centred: with g the gradient (plus weightDecay·p), v ← αv + (1−α)g²,
/// b ← momentum·b + g/(√v + ε) and p ← p − learningRate·b. States <c>square_avg</c> v and <c>momentum_buffer</c> b.
/// </summary>
public sealed class RmsProp(
    IEnumerable<Parameter> parameters, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8,
    double weightDecay = 0, double momentum = 0) : Optimizer(parameters, learningRate, "square_avg", "momentum_buffer")
{
    /// <inheritdoc/>
    private protected override void Update(ReadOnlySpan<Tensor> operands, long step) =>
        Pointwise.RmsProp.ApplyInPlace(operands, LearningRate, alpha, epsilon, momentum, weightDecay);
}
