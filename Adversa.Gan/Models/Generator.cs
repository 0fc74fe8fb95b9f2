using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Gan.Models;

/// <summary>
/// A network that makes samples from noise, and from the class that each sample shall have where it is conditional.
/// </summary>
public abstract class Generator : Module
{
    /// <summary>
    /// z [N, latent, 1, 1] and classes, int32 or int64 [N], to samples [N, C, size, size]: images in (−1, 1), or points.
    /// </summary>
    /// <param name="z">The noise.</param>
    /// <param name="labels">The classes; null if and only if the network is not conditional.</param>
    /// <exception cref="ArgumentException">The noise does not fit, or labels are missing or too many.</exception>
    public abstract Variable Forward(Variable z, Tensor? labels);

    /// <summary>Samples of a network that is not conditional.</summary>
    public sealed override Variable Forward(Variable x) => Forward(x, labels: null);
}
