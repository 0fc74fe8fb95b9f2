using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Losses;

/// <summary>
/// The cross-entropy of class logits with the true classes, −mean log softmax(logits)[label]: what a classifier minimises, and
/// the second part of an ACGAN's loss, for D and for G alike, of the classes that D reads in real and in generated samples
/// (Odena, Olah and Shlens, Conditional image synthesis with auxiliary classifier GANs, 2017, equation 3, with the sign of a
/// loss).
/// </summary>
public static class ClassCrossEntropy
{
    /// <summary>The loss, a scalar.</summary>
    /// <param name="logits">[N, classes].</param>
    /// <param name="labels">The true classes, int32 or int64 [N].</param>
    public static Variable Of(Variable logits, Tensor labels) =>
        -logits.LogSoftmax().GatherAlong(1, labels.Reshape(labels.Count, 1)).Mean();
}
