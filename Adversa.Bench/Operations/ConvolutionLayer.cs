using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>A convolution of a square image as a layer of a network has it.</summary>
/// <param name="Batch">Images.</param>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Size">Its height and width.</param>
/// <param name="OutChannels">Channels of a result.</param>
/// <param name="Window">Height and width of the window.</param>
/// <param name="Stride">Distance of neighbouring windows.</param>
/// <param name="Padding">Zeros on each side.</param>
internal sealed record ConvolutionLayer(
    int Batch, int Channels, int Size, int OutChannels, int Window, int Stride, int Padding)
{
    private const int TrainingBatch = 64;

    /// <summary>
    /// At batch 64. DCGAN: the discriminator for 64×64×3 images with 64 features; the generator's transposed convolutions are
    /// input gradients of the same shapes, from 100 channels on. SNGAN: the residual networks for 32×32×3 images, 3×3 in their
    /// blocks and 1×1 on their shortcuts, with 64 and 128 features in the discriminator and 256 in the generator.
    /// </summary>
    public static IReadOnlyList<ConvolutionLayer> OfNetworks { get; } =
    [
        Dcgan(3, 64, 64) with { IsRepresentative = true },
        Dcgan(64, 32, 128),
        Dcgan(128, 16, 256) with { IsRepresentative = true },
        Dcgan(256, 8, 512),
        new(TrainingBatch, 512, 4, 1, 4, 1, 0),
        new(TrainingBatch, 512, 4, 100, 4, 1, 0),

        Sngan(3, 32, 128, 3),
        Sngan(64, 32, 64, 3),
        Sngan(128, 16, 128, 3),
        Sngan(128, 8, 128, 3) with { IsRepresentative = true },
        Sngan(256, 8, 256, 3),
        Sngan(256, 16, 256, 3),
        Sngan(256, 32, 3, 3),
        Sngan(3, 16, 128, 1),
        Sngan(128, 16, 128, 1),
        Sngan(128, 16, 256, 1),
        Sngan(256, 16, 256, 1),
    ];

    /// <summary>Whether it stands for others where there is little time.</summary>
    public bool IsRepresentative { get; init; }

    /// <summary><c>3→64 64×64 k4s2p1</c>.</summary>
    public string Shape => $"{Channels}→{OutChannels} {Size}×{Size} k{Window}s{Stride}p{Padding}";

    /// <summary>All sizes, as the kernels take them.</summary>
    public Conv2dGeometry Geometry => new(
        Batch, Channels, Size, Size, OutChannels, Window, Window, Stride, Stride, Padding, Padding, 1, 1, 1);

    /// <summary>
    /// The multiplications and additions of the definition, those with padding included: two for each output, channel and place
    /// of the window. Both gradients have as many.
    /// </summary>
    public double Work => 2.0 * Geometry.Output.Product * Channels * Window * Window;

    private static ConvolutionLayer Dcgan(int channels, int size, int outChannels) =>
        new(TrainingBatch, channels, size, outChannels, 4, 2, 1);

    private static ConvolutionLayer Sngan(int channels, int size, int outChannels, int window) =>
        new(TrainingBatch, channels, size, outChannels, window, 1, window / 2);
}
