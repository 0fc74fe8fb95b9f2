using Adversa.Kernels.Sources;

namespace Adversa.Autograd.Modules;

/// <summary>
/// Transposed convolution of images, the adjoint of <see cref="Conv2d"/> in its input: x [N,in,H,W] gives [N,out,OH,OW] with
/// OH = (H − 1)·stride − 2·padding + dilation·(k−1) + outputPadding + 1.
/// <c>weight</c> [in, out/groups, kh, kw], <c>bias</c> [out].
/// </summary>
public class ConvTranspose2d : ConvolutionLayer
{
    private readonly Size2d _outputPadding;

    /// <summary>
    /// A layer with PyTorch's first values: weight and bias from U(−1/√fan_in, 1/√fan_in), fan_in = out/groups·kh·kw.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Sizes below 1, negative padding, channels that do not divide into the groups, or an output padding that is not below the
    /// stride.
    /// </exception>
    public ConvTranspose2d(
        int inChannels, int outChannels, Size2d kernel, Size2d? stride = null, Size2d? padding = null,
        Size2d? outputPadding = null, Size2d? dilation = null, int groups = 1, bool bias = true, ModuleOptions? options = null)
        : base(inChannels, outChannels, kernel, stride, padding, dilation, groups, bias, isTransposed: true, options)
    {
        _outputPadding = outputPadding ?? 0;
        _outputPadding.RequireAtLeast(0, this, nameof(outputPadding));
        if (_outputPadding.Height >= Stride.Height || _outputPadding.Width >= Stride.Width)
        {
            throw new ArgumentException(
                $"{this}: output padding {_outputPadding} must be smaller than the stride {Stride}.", nameof(outputPadding));
        }
    }

    /// <inheritdoc/>
    public override int OutputAxis => 1;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input has other channels, or the padding leaves nothing of it.</exception>
    public override Variable Forward(Variable x)
    {
        RequireInput(x);
        Size2d output = (
            (x.Shape[2] - 1) * Stride.Height - 2 * Padding.Height + Window.Height + _outputPadding.Height,
            (x.Shape[3] - 1) * Stride.Width - 2 * Padding.Width + Window.Width + _outputPadding.Width);
        if (output.Height < 1 || output.Width < 1)
        {
            throw new ArgumentException(
                $"{this}: padding {Padding} leaves nothing of {x.Value.Describe()}; the output would be {output}.");
        }

        // The geometry of the convolution that this one transposes, which goes from our output to our input.
        var geometry = new Conv2dGeometry(
            x.Shape[0], OutChannels, output.Height, output.Width, InChannels, KernelSize.Height, KernelSize.Width,
            Stride.Height, Stride.Width, Padding.Height, Padding.Width, Dilation.Height, Dilation.Width, Groups);
        Variable y = Functions.Conv2dInputGradient(x, EffectiveWeight(), geometry);
        return Bias is null ? y : y + Bias.Reshape([1, OutChannels, 1, 1]);
    }
}
