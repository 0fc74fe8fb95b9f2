using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// Gaussian noise on everything that the discriminator sees, real and generated, so that the two distributions overlap (Sønderby
/// et al., Amortised MAP inference for image super-resolution, 2017; Arjovsky and Bottou, Towards principled methods
/// for training generative adversarial networks, 2017, section 3). Whoever trains lowers the deviation from step to step.
/// </summary>
/// <param name="random">Draws the noise; its position belongs in a checkpoint.</param>
public sealed class InstanceNoise(RandomGenerator random)
{
    /// <summary>The generator of the noise.</summary>
    public RandomGenerator Random => random;

    /// <summary>
    /// x + deviation·n, with fresh n from N(0, 1) for every element; x itself for deviation 0. Gradients pass to x.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or not finite.</exception>
    public Variable Add(Variable x, double deviation)
    {
        if (!(deviation >= 0 && double.IsFinite(deviation)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(deviation), deviation, "InstanceNoise: expected a finite standard deviation that is not negative.");
        }

        return deviation == 0 ? x : x + random.Normal(x.Shape, 0, deviation, x.Value.DType, x.Value.Device);
    }
}
