using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// A loss of the generator: its samples shall have the mean features of the real ones, ‖mean f(x) − mean f(G(z))‖₂², with f an
/// inner layer of the discriminator (Salimans et al., Improved techniques for training GANs, 2016, section 3.1).
/// </summary>
public static class FeatureMatching
{
    /// <summary>The loss, a scalar.</summary>
    /// <param name="real">f(x) [N, …]; a constant here, for the generator has no part in it.</param>
    /// <param name="fake">f(G(z)) [M, …].</param>
    /// <exception cref="ArgumentException">The features of a sample have different shapes, or there are no samples.</exception>
    public static Variable Of(Tensor real, Variable fake)
    {
        bool fit = real.Rank == fake.Shape.Rank && real.Rank > 1 && real.Count > 0 && fake.Shape.Count > 0
            && real.Shape.With(0, 1) == fake.Shape.With(0, 1);
        if (!fit)
        {
            throw new ArgumentException(
                $"FeatureMatching: found features {real.Shape} of real and {fake.Shape} of fake samples, " +
                "expected [N, …] and [M, …] with the same features for each sample.");
        }

        return (fake.Mean([0]) - real.Mean([0])).Square().Sum();
    }
}
