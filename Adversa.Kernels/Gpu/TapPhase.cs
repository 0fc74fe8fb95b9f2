namespace Adversa.Kernels.Gpu;

/// <summary>
/// One phase of an input gradient along one axis. Pixel i is reached through tap k where i + padding − k·dilation is a multiple
/// of the stride; so the pixels i = FirstPixel, FirstPixel + stride, … share their taps, and these are evenly spaced as well: the
/// phase is a convolution of stride 1 over y, with the window turned round.
/// </summary>
/// <param name="FirstPixel">The first pixel; the others follow at every stride.</param>
/// <param name="Pixels">How many there are.</param>
/// <param name="FirstTap">The first tap that reaches them.</param>
/// <param name="TapStep">The distance to the next such tap.</param>
/// <param name="Taps">How many there are.</param>
/// <param name="FirstOutput">The output that the first pixel reads through the first tap; may lie beside the image.</param>
/// <param name="OutputStep">How many outputs earlier the next tap reads.</param>
internal readonly record struct TapPhase(
    int FirstPixel, int Pixels, int FirstTap, int TapStep, int Taps, int FirstOutput, int OutputStep)
{
    public static TapPhase Of(int first, int size, int kernel, int stride, int padding, int dilation)
    {
        int common = GreatestCommonDivisor(stride, dilation), step = stride / common, tap = 0;
        while (tap < Math.Min(step, kernel) && (first + padding - tap * dilation) % stride != 0) tap++;
        int taps = tap < Math.Min(step, kernel) ? (kernel - tap - 1) / step + 1 : 0;
        return new TapPhase(
            first, (size - first + stride - 1) / stride, taps == 0 ? 0 : tap, step, taps,
            (first + padding - tap * dilation) / stride, dilation / common);
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
