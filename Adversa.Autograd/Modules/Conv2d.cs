using Adversa.Kernels.Sources;

namespace Adversa.Autograd.Modules;

/// <summary>
/// Cross-correlation of images: x [N,in,H,W] gives [N,out,OH,OW] with OH = ⌊(H + 2·padding − dilation·(k−1) − 1)/stride⌋ + 1.
/// <c>weight</c> [out, in/groups, kh, kw], <c>bias</c> [out].
/// </summary>
public class Conv2d : ConvolutionLayer
{
    /// <summary>
    /// A layer with PyTorch's first values: weight and bias from U(−1/√fan_in, 1/√fan_in), fan_in = in/groups·kh·kw.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Sizes below 1, negative padding, or channels that do not divide into the groups.
    /// </exception>
    public Conv2d(
        int inChannels, int outChannels, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null,
        int groups = 1, bool bias = true, ModuleOptions? options = null)
        : base(inChannels, outChannels, kernel, stride, padding, dilation, groups, bias, isTransposed: false, options)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input has other channels, or is smaller than the kernel.</exception>
    public override Variable Forward(Variable x)
    {
        RequireInput(x);
        Images.RequireWindow(this, x, Window, Padding);
        var geometry = new Conv2dGeometry(
            x.Shape[0], InChannels, x.Shape[2], x.Shape[3], OutChannels, KernelSize.Height, KernelSize.Width,
            Stride.Height, Stride.Width, Padding.Height, Padding.Width, Dilation.Height, Dilation.Width, Groups);
        return Functions.Conv2d(x, EffectiveWeight(), Bias, geometry);
    }
}
