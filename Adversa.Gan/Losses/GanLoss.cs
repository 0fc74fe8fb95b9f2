using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Losses;

/// <summary>
/// What a discriminator and a generator minimise, as functions of the discriminator's raw outputs (logits, or a critic's scores).
/// A loss states its terms for each sample; the mean over the batch is taken here, so that a decorator such as
/// <see cref="LabelNoise"/> can choose between terms sample by sample.
/// </summary>
public abstract class GanLoss
{
    /// <summary>The random numbers that the loss draws, whose position a checkpoint includes; null where it draws none.</summary>
    public virtual RandomGenerator? Random => null;

    /// <summary>The discriminator's loss on real samples: the mean of <see cref="RealTerms"/>, a scalar.</summary>
    public Variable OnReal(Variable logits) => RealTerms(logits).Mean();

    /// <summary>The discriminator's loss on generated samples: the mean of <see cref="FakeTerms"/>, a scalar.</summary>
    public Variable OnFake(Variable logits) => FakeTerms(logits).Mean();

    /// <summary>The generator's loss: the mean of <see cref="GeneratorTerms"/>, a scalar.</summary>
    public Variable OfGenerator(Variable logits) => GeneratorTerms(logits).Mean();

    /// <summary>The discriminator's loss for each real sample, in the shape of the logits.</summary>
    public abstract Variable RealTerms(Variable logits);

    /// <summary>The discriminator's loss for each generated sample, in the shape of the logits.</summary>
    public abstract Variable FakeTerms(Variable logits);

    /// <summary>The generator's loss for each generated sample, in the shape of the logits.</summary>
    public abstract Variable GeneratorTerms(Variable logits);
}
