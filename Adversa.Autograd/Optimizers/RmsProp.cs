using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd.Optimizers;

/// <summary>
/// RMSProp (Tieleman and Hinton, 2012): with g the gradient (plus weightDecay·p), v ← αv + (1−α)g² and
/// p ← p − learningRate·g/(√v + ε). State <c>square_avg</c> v.
/// </summary>
public sealed class RmsProp(
    IEnumerable<Parameter> parameters, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0)
    : Optimizer(parameters, learningRate, "square_avg")
{
    /// <inheritdoc/>
    private protected override void Update(ReadOnlySpan<Tensor> operands, long step) =>
        Pointwise.RmsProp.ApplyInPlace(operands, LearningRate, alpha, epsilon, weightDecay);
}
