namespace Adversa.Autograd.Modules;

/// <summary>
/// Instance normalization of images [N,C,H,W], each channel of each sample by itself: γ·(x − mean)/√(variance + ε) + β (Ulyanov
/// et al., 2016). No running statistics are kept. <c>weight</c> γ [C] and <c>bias</c> β [C] where affine.
/// </summary>
/// <param name="channels">C.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="affine">Whether there are γ and β; as in PyTorch there are none unless asked for.</param>
/// <param name="options">Element type and device.</param>
public sealed class InstanceNorm2d(int channels, double epsilon = 1e-5, bool affine = false, ModuleOptions? options = null)
    : NormalizationLayer([channels], epsilon, affine, options)
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input has other axes or channels, or images of one pixel.</exception>
    public override Variable Forward(Variable x)
    {
        Images.Require(this, x);
        if (x.Shape[1] != channels)
        {
            throw new ArgumentException(
                $"{this}: input {x.Value.Describe()} does not fit; expected [N,C,H,W] with C = {channels}.");
        }

        RequireSeveral(x, x.Shape[2] * x.Shape[3], "channel of a sample");
        return Functions.InstanceNorm(x, Weight, Bias, Epsilon);
    }
}
