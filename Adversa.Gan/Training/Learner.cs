using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Optimizers;
using Adversa.Gan.Regularizers;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

/// <summary>
/// A network with its optimizer. An update is <see cref="Begin"/>, then <see cref="Descend"/> for each part of the loss, then
/// <see cref="Update"/>.
/// </summary>
internal sealed class Learner : IDisposable
{
    private readonly Parameter[] _parameters;
    private readonly Variable[] _weights; // without biases and gains
    private readonly WeightPenalty[] _weightPenalties;
    private readonly double _learningRate, _normLimit, _valueLimit;

    /// <summary>Gathers the network's parameters in an optimizer.</summary>
    /// <param name="network">What learns.</param>
    /// <param name="options">The optimizer, and what limits its gradients.</param>
    /// <param name="learningRate">This network's own.</param>
    /// <param name="exponent">c: learning rate c·lr, decays β₁ᶜ and β₂ᶜ; below 1 for a lazy penalty.</param>
    public Learner(Module network, TrainingOptions options, double learningRate, double exponent = 1)
    {
        _parameters = [.. network.Parameters];
        HashSet<Variable> gains = [.. network.Modules.OfType<ConditionalBatchNorm2d>().Select(layer => layer.Table)];
        _weights = [.. _parameters.Where(parameter => parameter.Shape.Rank > 1 && !gains.Contains(parameter))];
        _weightPenalties = [.. Penalties(options)];
        _learningRate = learningRate * exponent;
        (_normLimit, _valueLimit) = (options.ClipGradientNorm, options.ClipGradientValue);
        Optimizer = MakeOptimizer(options, Math.Pow(options.Beta1, exponent), Math.Pow(options.Beta2, exponent));
    }

    /// <summary>What changes the parameters.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Forgets the gradients.</summary>
    public void Begin() => Optimizer.ZeroGradients();

    /// <summary>
    /// Adds a loss's gradients, times a share, and gives the loss itself. Nothing is computed for other networks.
    /// </summary>
    public Tensor Descend(Variable loss, double share = 1)
    {
        (share == 1 ? loss : loss * share).Backward(_parameters);
        return loss.Value;
    }

    /// <summary>Adds the gradients of the weight penalties, limits all, and changes the parameters.</summary>
    /// <param name="factor">Of the learning rate.</param>
    /// <returns>The square of the 2-norm of all gradients before they were limited, a scalar of the current scope.</returns>
    public Tensor Update(double factor)
    {
        foreach (WeightPenalty penalty in _weightPenalties)
        {
            using var tape = Tape.Begin();
            Descend(penalty.Of(_weights));
        }

        Tensor squaredNorm = _normLimit > 0
            ? GradientClipping.ByNorm(_parameters, _normLimit)
            : GradientClipping.SquaredNorm(_parameters);
        if (_valueLimit > 0) GradientClipping.ByValue(_parameters, _valueLimit);
        Optimizer.LearningRate = _learningRate * factor;
        Optimizer.Step();
        return squaredNorm;
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    private static IEnumerable<WeightPenalty> Penalties(TrainingOptions options)
    {
        if (options.L1 > 0) yield return new L1Penalty(options.L1);
        if (options.L2 > 0) yield return new L2Penalty(options.L2);
    }

    private Optimizer MakeOptimizer(TrainingOptions options, double beta1, double beta2) => options.Optimizer switch
    {
        OptimizerKind.Adam => new Adam(_parameters, _learningRate, beta1, beta2),
        OptimizerKind.RmsProp => new RmsProp(_parameters, _learningRate, beta2),
        OptimizerKind.Sgd => new Sgd(_parameters, _learningRate, beta1),
        _ => throw new ArgumentException($"optimizer: there is no optimizer {options.Optimizer}."),
    };
}
