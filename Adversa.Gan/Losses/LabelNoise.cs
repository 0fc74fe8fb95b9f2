using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Losses;

/// <summary>
/// Another loss, but with the discriminator told the wrong label of each sample with a small probability, independently: a real
/// sample gets the term of a generated one, and the other way round. It keeps the discriminator from becoming certain (Chintala
/// et al., How to train a GAN?, 2016, point 6). The generator's loss stays as it is. Works with every loss.
/// </summary>
public sealed class LabelNoise : GanLoss
{
    private readonly GanLoss _loss;
    private readonly double _probability;

    /// <summary>A loss with labels flipped at random.</summary>
    /// <param name="loss">The loss. It draws no random numbers itself.</param>
    /// <param name="probability">Of a flip.</param>
    /// <param name="random">Draws the flips; its position belongs in a checkpoint.</param>
    /// <exception cref="ArgumentException">
    /// The probability is not in [0, 0.5), where labels still say more than nothing; or the loss has label noise already.
    /// </exception>
    public LabelNoise(GanLoss loss, double probability, RandomGenerator random)
    {
        if (probability is not (>= 0 and < 0.5))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"LabelNoise: found probability {probability}, expected a number in [0, 0.5)."));
        }

        if (loss.Random is not null)
            throw new ArgumentException("LabelNoise: the loss has label noise already; give it the larger probability instead.");
        (_loss, _probability, Random) = (loss, probability, random);
    }

    /// <inheritdoc/>
    public override RandomGenerator Random { get; }

    /// <inheritdoc/>
    public override Variable RealTerms(Variable logits) => Flipped(logits, _loss.RealTerms(logits), _loss.FakeTerms(logits));

    /// <inheritdoc/>
    public override Variable FakeTerms(Variable logits) => Flipped(logits, _loss.FakeTerms(logits), _loss.RealTerms(logits));

    /// <inheritdoc/>
    public override Variable GeneratorTerms(Variable logits) => _loss.GeneratorTerms(logits);

    private Variable Flipped(Variable logits, Variable terms, Variable wrongTerms)
    {
        Tensor flips = Random.Bernoulli(logits.Shape, _probability, logits.Value.DType, logits.Value.Device);
        return Functions.Select(flips, wrongTerms, terms);
    }
}
