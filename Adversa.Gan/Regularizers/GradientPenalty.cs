using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// A term of the discriminator's loss made of ∂D/∂x, the gradient of its output in its input, sample by sample. The gradient is
/// recorded, so that the term can be differentiated in D's parameters like any other.
/// </summary>
public abstract class GradientPenalty
{
    private readonly double _weight;

    /// <summary>A penalty of this weight.</summary>
    /// <param name="weight">λ, or γ of R1.</param>
    /// <param name="every">
    /// k: 1 for a part of each of D's steps. Above it the penalty is lazy (Karras et al., Analyzing and improving the image
    /// quality of StyleGAN, 2020, section 3.1): it has a step of its own after every k-th step of D, and is k times as strong
    /// there.
    /// </param>
    /// <exception cref="ArgumentException">The weight is not above 0 and finite, or the interval is not at least 1.</exception>
    private protected GradientPenalty(double weight, int every)
    {
        if (!(weight > 0 && double.IsFinite(weight)))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{GetType().Name}: found weight {weight}, expected a finite number above 0."));
        }

        if (every < 1) throw new ArgumentException($"{GetType().Name}: found an interval of {every} steps, expected at least 1.");
        (_weight, Every) = (weight, every);
    }

    /// <summary>
    /// The random numbers that the penalty draws, whose position a checkpoint includes; null where it draws none.
    /// </summary>
    public virtual RandomGenerator? Random => null;

    /// <summary>k: the penalty comes with every k-th step of D.</summary>
    public int Every { get; }

    /// <summary>Whether the penalty has a step of its own.</summary>
    public bool IsLazy => Every > 1;

    /// <summary>
    /// c = k/(k+1) for a lazy penalty, else 1. As a lazy penalty makes k + 1 steps of k, Adam has learning rate c·lr, β₁ᶜ and
    /// β₂ᶜ.
    /// </summary>
    public double LazyExponent => IsLazy ? Every / (Every + 1.0) : 1;

    /// <summary>Whether the penalty comes with this step of D, counted from 0.</summary>
    public bool IsDue(long step) => step % Every == 0;

    /// <summary>
    /// The term, a scalar, weight and interval included. Call it inside a <see cref="Tape"/>; unless it is lazy, in the same step
    /// of D as the loss itself.
    /// </summary>
    /// <param name="critic">
    /// D: inputs [N, …] to outputs [N] or [N,1], each output from its own input alone; see <see cref="RequireSeparateSamples"/>.
    /// A conditional D has its labels inside.
    /// </param>
    /// <param name="real">Real samples [N, …].</param>
    /// <param name="fake">Generated samples [N, …] of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes of real and fake differ.</exception>
    /// <exception cref="InvalidOperationException">No tape records.</exception>
    public Variable Of(Func<Variable, Variable> critic, Tensor real, Tensor fake)
    {
        if (real.Shape != fake.Shape)
        {
            throw new ArgumentException(
                $"{GetType().Name}: found real {real.Shape} and fake {fake.Shape}, expected equal shapes.");
        }

        return Weighted(UnweightedAt(critic, real, fake));
    }

    /// <summary>
    /// Throws if the discriminator contains batch normalization: it makes every output depend on all inputs of the batch, so that
    /// ∂(Σ D)/∂x is no longer the gradient of each sample's own output (Gulrajani et al., 2017, section 4, "No critic batch
    /// normalization"). Ask once, before training. Minibatch layers couple samples as well, but are let through: progressive GANs
    /// have one, and are trained with this penalty (Karras et al., 2018).
    /// </summary>
    /// <exception cref="ArgumentException">It does; the message names the layer.</exception>
    public static void RequireSeparateSamples(Module discriminator)
    {
        if (discriminator.Modules.OfType<BatchNorm>().FirstOrDefault() is not { } layer) return;
        string place = (layer.Weight?.Name ?? layer.RunningMean?.Name) is { } name ? $" (of '{name}')" : "";
        throw new ArgumentException(
            $"gradient penalty: found {layer}{place} in the discriminator, which couples the samples of a batch; " +
            "expected a discriminator without batch normalization, or with layer, instance or spectral normalization.");
    }

    /// <summary>The term without weight, on random numbers of its own.</summary>
    private protected abstract Variable UnweightedAt(Func<Variable, Variable> critic, Tensor real, Tensor fake);

    /// <summary>The term with weight and interval.</summary>
    private protected Variable Weighted(Variable penalty) => penalty * (_weight * Every);

    /// <summary>‖∂D/∂x‖² of each sample over all its axes, [N].</summary>
    private protected static Variable SquaredNorms(Func<Variable, Variable> critic, Tensor at)
    {
        if (!Tape.IsRecording)
            throw new InvalidOperationException("A gradient penalty differentiates the discriminator: call it inside a Tape.");
        var x = new Variable(at, requiresGrad: true);
        return Gradients.Of(critic(x), x, createGraph: true).Flatten().Square().Sum([1]);
    }

    /// <summary>
    /// The mean of (‖∂D/∂x‖₂ − 1)² over the samples. Where the norm is 0 its derivative is taken as 0: the root's own is
    /// infinite, and one dead sample would make all weights NaN.
    /// </summary>
    private protected static Variable DistanceFromUnitNorm(Func<Variable, Variable> critic, Tensor at)
    {
        // Below the limit Clamp passes no gradient; above it nothing changes.
        const double SmallestSquare = 1e-30;
        Variable norms = SquaredNorms(critic, at).Clamp(SmallestSquare, double.PositiveInfinity).Sqrt();
        return (norms - 1).Square().Mean();
    }

    /// <summary>A number for each sample, from [0, 1): [N, 1, …] with as many axes as the samples.</summary>
    private protected static Tensor UniformPerSample(RandomGenerator random, Tensor samples)
    {
        Span<int> sizes = stackalloc int[samples.Rank];
        sizes.Fill(1);
        sizes[0] = samples.Shape[0];
        return random.Uniform(Shape.Create(sizes), type: samples.DType, device: samples.Device);
    }
}
