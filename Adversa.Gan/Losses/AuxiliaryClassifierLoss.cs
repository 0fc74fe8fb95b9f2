using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Losses;

/// <summary>
/// The second part of an ACGAN's loss, for D and for G alike: the cross-entropy −mean log softmax(classLogits)[label] of the
/// classes that D reads in real and in generated samples (Odena, Olah and Shlens, Conditional image synthesis with auxiliary
/// classifier GANs, 2017, equation 3, with the sign of a loss).
/// </summary>
public static class AuxiliaryClassifierLoss
{
    /// <summary>The loss, a scalar.</summary>
    /// <param name="classLogits">[N, classes].</param>
    /// <param name="labels">The true classes, int32 or int64 [N].</param>
    public static Variable Of(Variable classLogits, Tensor labels) =>
        -classLogits.LogSoftmax().GatherAlong(1, labels.Reshape(labels.Count, 1)).Mean();
}
