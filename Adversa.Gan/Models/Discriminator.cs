using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Gan.Models;

/// <summary>What a discriminator says of a batch.</summary>
/// <param name="Logits">How real each sample is, [N]; a critic's scores.</param>
/// <param name="Features">The last activations, [N, F] or [N, F, H, W]; for feature matching.</param>
/// <param name="ClassLogits">Which class each sample has, [N, classes]; null without an auxiliary classifier.</param>
public readonly record struct Judgement(Variable Logits, Variable Features, Variable? ClassLogits = null);

/// <summary>A network that tells real samples from generated ones; a conditional one is told their classes.</summary>
public abstract class Discriminator : Module
{
    /// <summary>Samples [N, C, size, size] and classes, int32 or int64 [N], to a judgement.</summary>
    /// <param name="x">The samples.</param>
    /// <param name="labels">
    /// The classes; null where the network is not conditional. One with an auxiliary classifier guesses them and needs none.
    /// </param>
    /// <exception cref="ArgumentException">The samples do not fit, or labels are missing or too many.</exception>
    public abstract Judgement Judge(Variable x, Tensor? labels = null);

    /// <summary>The logits [N] of a network that is not conditional.</summary>
    public sealed override Variable Forward(Variable x) => Judge(x).Logits;
}
