namespace Adversa.Autograd.Modules;

/// <summary>What layers over images require of their input.</summary>
internal static class Images
{
    /// <summary>Throws unless x has the axes [N,C,H,W].</summary>
    public static void Require(Module layer, Variable x)
    {
        if (x.Shape.Rank != 4) throw new ArgumentException($"{layer}: input {x.Value.Describe()} needs four axes, [N,C,H,W].");
    }

    /// <summary>Throws unless a window fits at least once.</summary>
    /// <param name="layer">Who asks.</param>
    /// <param name="x">Images [N,C,H,W].</param>
    /// <param name="window">The kernel's extent, dilation included.</param>
    /// <param name="padding">Added on each side.</param>
    public static void RequireWindow(Module layer, Variable x, Size2d window, Size2d padding)
    {
        Size2d padded = (x.Shape[2] + 2 * padding.Height, x.Shape[3] + 2 * padding.Width);
        if (window.Height > padded.Height || window.Width > padded.Width)
        {
            throw new ArgumentException(
                $"{layer}: the kernel covers {window}, which is larger than the padded input {padded} of {x.Value.Describe()}.");
        }
    }

    /// <summary>Throws unless x [N,C,...] has as many channels as the weight expects.</summary>
    public static void RequireChannels(Module layer, Variable x, Parameter weight, int expected)
    {
        if (x.Shape[1] != expected)
        {
            throw new ArgumentException(
                $"{layer}: input has {x.Shape[1]} channels but weight {weight.Shape} expects {expected} ({weight.Name}).");
        }
    }
}
