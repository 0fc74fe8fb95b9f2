using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Gan.Models.Layers;

/// <summary>
/// Tells the discriminator how much the samples of a group differ, as one more channel (Karras et al., Progressive growing of
/// GANs for improved quality, stability, and variation, 2018, section 3): the standard deviation of each feature at each position
/// over the group, √(variance + 10⁻⁸), averaged over all features and positions to one number, which fills the channel for all
/// samples of the group. x [N,C,H,W] gives [N,C+1,H,W]. With M = N/G groups, sample n belongs to group n mod M, as in the
/// authors' program.
/// </summary>
public sealed class MinibatchStandardDeviation : Module
{
    /// <summary>The authors' size of a group.</summary>
    public const int DefaultGroup = 4;

    private const double Epsilon = 1e-8;

    private readonly int _group;

    /// <summary>A layer for groups of this many samples.</summary>
    /// <param name="group">G; a smaller batch is one group.</param>
    /// <exception cref="ArgumentOutOfRangeException">G is below 2: one sample has no deviation.</exception>
    public MinibatchStandardDeviation(int group = DefaultGroup)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 2);
        _group = group;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [N,C,H,W], or its samples do not make whole groups.</exception>
    public override Variable Forward(Variable x)
    {
        Shape shape = x.Shape;
        if (shape.Rank != 4 || shape.Count == 0)
            throw new ArgumentException($"{this}: input {x.Value.Describe()} does not fit; expected [N,C,H,W], none of them 0.");
        int group = Math.Min(_group, shape[0]), groups = shape[0] / group;
        if (group * groups != shape[0])
        {
            throw new ArgumentException(
                $"{this}: found a batch of {shape[0]}, expected a multiple of the group size {_group}, or a batch below it.");
        }

        Variable deviations = (x.Reshape([group, groups, shape.Count / shape[0]]).Variance([0]) + Epsilon).Sqrt();
        Variable channel = deviations.Mean([1]).Reshape([1, groups, 1, 1, 1])
            .Expand([group, groups, 1, shape[2], shape[3]])
            .Reshape(shape.With(1, 1));
        return Functions.Concat([x, channel], axis: 1);
    }
}
