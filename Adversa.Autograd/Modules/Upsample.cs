using Adversa.Kernels.Sources;

namespace Adversa.Autograd.Modules;

/// <summary>Images [N,C,H,W] enlarged by a whole factor: [N,C,f·H,f·W].</summary>
public sealed class Upsample : Module
{
    private readonly int _factor;
    private readonly Interpolation _interpolation;

    /// <summary>A layer without parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 1.</exception>
    public Upsample(int factor, Interpolation interpolation = Interpolation.Nearest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        (_factor, _interpolation) = (factor, interpolation);
    }

    /// <inheritdoc/>
    public override Variable Forward(Variable x)
    {
        Images.Require(this, x);
        return x.Resize2d(_factor * x.Shape[2], _factor * x.Shape[3], _interpolation);
    }
}
