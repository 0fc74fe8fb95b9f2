namespace Adversa.Autograd.Modules;

/// <summary>What a convolution and its transpose have in common: weight, bias, and how the window moves.</summary>
public abstract class ConvolutionLayer : WeightedLayer
{
    private protected ConvolutionLayer(
        int inChannels, int outChannels, Size2d kernel, Size2d? stride, Size2d? padding, Size2d? dilation,
        int groups, bool bias, bool isTransposed, ModuleOptions? options)
    {
        options ??= ModuleOptions.Default;
        (InChannels, OutChannels, Groups) = (inChannels, outChannels, groups);
        (KernelSize, Stride, Padding, Dilation) = (kernel, stride ?? 1, padding ?? 0, dilation ?? 1);
        KernelSize.RequireAtLeast(1, this, nameof(kernel));
        Stride.RequireAtLeast(1, this, nameof(stride));
        Padding.RequireAtLeast(0, this, nameof(padding));
        Dilation.RequireAtLeast(1, this, nameof(dilation));
        if (groups < 1 || inChannels < 1 || outChannels < 1 || inChannels % groups != 0 || outChannels % groups != 0)
        {
            throw new ArgumentException(
                $"{this}: {inChannels} input and {outChannels} output channels do not divide into {groups} groups.");
        }

        (int first, int second) = isTransposed ? (inChannels, outChannels / groups) : (outChannels, inChannels / groups);
        Weight = Register("weight", new Parameter(options.Empty([first, second, kernel.Height, kernel.Width])));
        if (bias) Bias = Register("bias", new Parameter(options.Empty([outChannels])));
        Initialization.Layer(Weight, Bias, options.Random);
    }

    /// <summary>The weight, [out, in/groups, kh, kw], or [in, out/groups, kh, kw] of a transposed convolution.</summary>
    public override Parameter Weight { get; }

    /// <summary>One number per output channel; null for a layer without.</summary>
    public Parameter? Bias { get; }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>The height and width of the kernel.</summary>
    public Size2d KernelSize { get; }

    /// <summary>How far the window moves.</summary>
    public Size2d Stride { get; }

    /// <summary>Zeros on each side of the (not transposed) convolution's input.</summary>
    public Size2d Padding { get; }

    /// <summary>The distance of neighbours in the window.</summary>
    public Size2d Dilation { get; }

    /// <summary>Into how many groups, independent of each other, the channels are divided.</summary>
    public int Groups { get; }

    /// <summary>How much of an image the kernel covers.</summary>
    private protected Size2d Window =>
        (Dilation.Height * (KernelSize.Height - 1) + 1, Dilation.Width * (KernelSize.Width - 1) + 1);

    private protected void RequireInput(Variable x)
    {
        Images.Require(this, x);
        Images.RequireChannels(this, x, Weight, InChannels);
    }
}
