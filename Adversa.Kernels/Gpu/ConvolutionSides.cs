using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>The two sides of a convolution's matrix of patches, taps and positions, and where each lies in the tensors.</summary>
/// <param name="InChannels">Input channels of a group.</param>
/// <param name="OutChannels">Output channels of a group.</param>
/// <param name="Taps">Taps of a group's window: channels, rows, columns.</param>
/// <param name="InPlane">Pixels of an input channel.</param>
/// <param name="OutPlane">Pixels of an output channel.</param>
/// <param name="Window">Taps as channel, row and column.</param>
/// <param name="Positions">Positions as image, row and column.</param>
/// <param name="TapSteps">What a step to the next tap on each axis moves in x: memory, rows, columns.</param>
/// <param name="PositionSteps">What a step to the next position on each axis moves in x: memory, rows, columns.</param>
/// <param name="InWeight">A step on each axis of taps in w.</param>
/// <param name="InOutput">A step on each axis of positions in y.</param>
internal readonly record struct ConvolutionSides(
    int InChannels, int OutChannels, int Taps, int InPlane, int OutPlane, NestedAxes Window, NestedAxes Positions,
    NestedIndex TapSteps, NestedIndex PositionSteps, NestedIndex InWeight, NestedIndex InOutput)
{
    public static ConvolutionSides Of(Conv2dGeometry g)
    {
        int inChannels = g.InChannels / g.Groups, window = g.KernelHeight * g.KernelWidth;
        int inPlane = g.InHeight * g.InWidth, outPlane = g.OutHeight * g.OutWidth;
        return new ConvolutionSides(
            inChannels, g.OutChannels / g.Groups, inChannels * window, inPlane, outPlane,
            NestedAxes.Of(g.KernelHeight, g.KernelWidth), NestedAxes.Of(g.OutHeight, g.OutWidth),
            new NestedIndex(inPlane, g.DilationHeight, g.DilationWidth),
            new NestedIndex(g.InChannels * inPlane, g.StrideHeight, g.StrideWidth),
            new NestedIndex(window, g.KernelWidth, 1), new NestedIndex(g.OutChannels * outPlane, g.OutWidth, 1));
    }
}
