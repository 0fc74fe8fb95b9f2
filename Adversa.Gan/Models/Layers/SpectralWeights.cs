using Adversa.Autograd.Modules;

namespace Adversa.Gan.Models.Layers;

/// <summary>Spectral normalization of whole networks.</summary>
internal static class SpectralWeights
{
    /// <summary>
    /// Puts spectral normalization on all weights of a network, after their initialization. The scales of conditional batch
    /// normalization are no weights in this sense.
    /// </summary>
    public static void NormalizeSpectrally(this Module network, NetworkOptions options, ModuleOptions module)
    {
        IEnumerable<Module> scales = network.Modules.OfType<ConditionalBatchNorm2d>().SelectMany(layer => layer.Modules);
        foreach (WeightedLayer layer in network.Modules.Except(scales).OfType<WeightedLayer>().ToArray())
            SpectralNorm.Of(layer, options.PowerIterations, options: module);
    }
}
