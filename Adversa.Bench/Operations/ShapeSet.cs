namespace Adversa.Bench.Operations;

/// <summary>The shapes that a device is timed on.</summary>
/// <param name="Products">Rows, inner size and columns of matrix products.</param>
/// <param name="Layers">Layers of networks.</param>
/// <param name="Side">Rows, and columns, of the matrices that reductions, copies and pointwise kernels work on.</param>
/// <param name="NormalizedBatch">Images that batch normalization works on; see <see cref="NormalizedChannels"/>.</param>
/// <param name="NormalizedChannels">Their channels, of 32×32 pixels.</param>
/// <param name="Planes">Planes that are resized and pooled.</param>
/// <param name="Words">Rows of the table that is looked up in, 128 numbers each.</param>
internal sealed record ShapeSet(
    IReadOnlyList<(int Rows, int Inner, int Columns)> Products, IReadOnlyList<ConvolutionLayer> Layers, int Side,
    int NormalizedBatch, int NormalizedChannels, int Planes, int Words)
{
    /// <summary>Layers as networks have them, and tensors that outgrow the caches.</summary>
    public static ShapeSet Full { get; } = new(
        [
            .. from size in new[] { 64, 256, 512, 1024, 2048 } select (size, size, size),
            (64, 100, 8192),
            (64, 1024, 10),
            (1, 4096, 4096),
            (4096, 4096, 1),

            // One power iteration of spectral normalization for a convolution 512→512 k3: Wv and uᵀW.
            (512, 4608, 1),
            (1, 512, 4608),
        ],
        ConvolutionLayer.OfNetworks, Side: 4096, NormalizedBatch: 128, NormalizedChannels: 128, Planes: 4096, Words: 10_000);

    /// <summary>Little of everything, for emulators and debuggers, which take a million times as long.</summary>
    public static ShapeSet Small { get; } = new(
        [(32, 32, 32), (1, 64, 64)],
        [new(2, 4, 8, 8, 4, 2, 1), new(2, 4, 8, 8, 3, 1, 1)],
        Side: 64, NormalizedBatch: 1, NormalizedChannels: 4, Planes: 4, Words: 10);
}
