using Adversa.Autograd.Modules;

namespace Adversa.Gan.Models.Layers;

/// <summary>The layers that a discriminator has between and behind its weights, as its options want them.</summary>
internal static class DiscriminatorLayers
{
    // The paper's 100 × 5 numbers per sample would make this layer, with its N² comparisons, slower than all else in a network of
    // points with batches of 256.
    private const int DiscriminationRows = 16, DiscriminationColumns = 4;

    /// <summary>Whether a layer with a β for each channel follows the weights, so that they need no bias of their own.</summary>
    public static bool BringsBias(this NormalizationKind normalization) =>
        normalization is NormalizationKind.Batch or NormalizationKind.Layer or NormalizationKind.Instance;

    /// <summary>Normalization, activation and dropout of images with this many channels.</summary>
    public static IEnumerable<Module> BehindImages(
        NetworkOptions options, int channels, Module activation, ModuleOptions module) =>
        Behind(OfImages(options.Normalization, channels, module), options, activation, module);

    /// <summary>Normalization, activation and dropout of vectors of this length.</summary>
    public static IEnumerable<Module> BehindVectors(
        NetworkOptions options, int length, Module activation, ModuleOptions module) =>
        Behind(OfVectors(options.Normalization, length, module), options, activation, module);

    /// <summary>Activation and dropout alone, where nothing is normalized.</summary>
    public static IEnumerable<Module> Activation(NetworkOptions options, Module activation, ModuleOptions module) =>
        Behind(normalization: null, options, activation, module);

    /// <summary>
    /// From features [N, channels, side, side], or [N, channels] with side 1, to vectors [N, width] of the same numbers and what
    /// the minibatch layer adds to them.
    /// </summary>
    public static (Module[] Layers, int Width) ToVectors(MinibatchLayer kind, int channels, int side, ModuleOptions module)
    {
        int length = channels * side * side;
        return kind switch
        {
            MinibatchLayer.Discrimination => (
                [
                    new Flatten(),
                    new MinibatchDiscrimination(
                        length, DiscriminationRows, DiscriminationColumns, averages: true, module),
                ],
                length + DiscriminationRows),
            MinibatchLayer.StandardDeviation => (
                [new Reshape(channels, side, side), new MinibatchStandardDeviation(), new Flatten()],
                length + side * side),
            _ => ([new Flatten()], length),
        };
    }

    private static IEnumerable<Module> Behind(
        Module? normalization, NetworkOptions options, Module activation, ModuleOptions module)
    {
        if (normalization is not null) yield return normalization;
        yield return activation;
        if (options.Dropout > 0) yield return new Dropout(options.Dropout, module);
    }

    /// <summary>
    /// Layer normalization is that of one group of all channels: over channels, rows and columns, with γ and β of each channel,
    /// as in the program of Gulrajani et al., so that it fits images of any size.
    /// </summary>
    private static Module? OfImages(NormalizationKind kind, int channels, ModuleOptions module) => kind switch
    {
        NormalizationKind.Batch => new BatchNorm2d(channels, options: module),
        NormalizationKind.Layer => new GroupNorm(groups: 1, channels, options: module),
        NormalizationKind.Instance => new InstanceNorm2d(channels, affine: true, options: module),
        _ => null,
    };

    private static Module? OfVectors(NormalizationKind kind, int length, ModuleOptions module) => kind switch
    {
        NormalizationKind.Batch => new BatchNorm1d(length, options: module),
        NormalizationKind.Layer => new LayerNorm([length], options: module),
        _ => null,
    };
}
