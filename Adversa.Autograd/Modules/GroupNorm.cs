namespace Adversa.Autograd.Modules;

/// <summary>
/// Group normalization of x [N,C,...], each group of C/groups channels of each sample by itself: γ·(x − mean)/√(variance + ε) + β
/// (Wu and He, 2018). <c>weight</c> γ [C], <c>bias</c> β [C].
/// </summary>
public sealed class GroupNorm : NormalizationLayer
{
    private readonly int _groups, _channels;

    /// <summary>A layer with γ = 1 and β = 0.</summary>
    /// <exception cref="ArgumentException">The channels do not divide into the groups.</exception>
    public GroupNorm(int groups, int channels, double epsilon = 1e-5, bool affine = true, ModuleOptions? options = null)
        : base([channels], epsilon, affine, options)
    {
        if (groups < 1 || channels % groups != 0)
            throw new ArgumentException($"{this}: {channels} channels do not divide into {groups} groups.", nameof(groups));
        (_groups, _channels) = (groups, channels);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input has other channels, or one value per group.</exception>
    public override Variable Forward(Variable x)
    {
        if (x.Shape.Rank < 2 || x.Shape[1] != _channels)
        {
            throw new ArgumentException(
                $"{this}: input {x.Value.Describe()} does not fit; expected [N,C,...] with C = {_channels}.");
        }

        RequireSeveral(x, x.Shape.Count / Math.Max(x.Shape[0], 1) / _groups, "group of a sample");
        return Functions.GroupNorm(x, _groups, Weight, Bias, Epsilon);
    }
}
