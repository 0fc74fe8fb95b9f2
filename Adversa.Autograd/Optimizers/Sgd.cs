using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd.Optimizers;

/// <summary>
/// Stochastic gradient descent with momentum: with g the gradient (plus weightDecay·p), b ← momentum·b + (1−dampening)·g, but
/// b ← g in a parameter's first step and without momentum, and p ← p − learningRate·b, or with Nesterov's look-ahead
/// p ← p − learningRate·(g + momentum·b) (Sutskever et al., 2013; PyTorch's form). State <c>momentum_buffer</c> b.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum, _dampening, _weightDecay;
    private readonly bool _nesterov;

    /// <summary>Gathers the parameters.</summary>
    /// <exception cref="ArgumentException">
    /// Nesterov's form without momentum or with dampening, or parameters that cannot be gathered.
    /// </exception>
    public Sgd(
        IEnumerable<Parameter> parameters, double learningRate = 1e-2, double momentum = 0, double dampening = 0,
        double weightDecay = 0, bool nesterov = false)
        : base(Checked(parameters, momentum, dampening, nesterov), learningRate, "momentum_buffer") =>
        (_momentum, _dampening, _weightDecay, _nesterov) = (momentum, dampening, weightDecay, nesterov);

    /// <inheritdoc/>
    private protected override void Update(ReadOnlySpan<Tensor> operands, long step) => Pointwise.Sgd.ApplyInPlace(
        operands, LearningRate, _momentum, _momentum == 0 ? 0 : _dampening, _weightDecay, _nesterov ? 1 : 0, step == 1 ? 1 : 0);

    /// <summary>Checks the coefficients before any parameter is gathered.</summary>
    private static IEnumerable<Parameter> Checked(
        IEnumerable<Parameter> parameters, double momentum, double dampening, bool nesterov) =>
        !nesterov || (momentum > 0 && dampening == 0)
            ? parameters
            : throw new ArgumentException("Sgd: Nesterov's form needs a momentum above 0 and no dampening.", nameof(nesterov));
}
