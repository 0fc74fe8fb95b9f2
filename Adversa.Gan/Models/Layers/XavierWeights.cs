using Adversa.Autograd;
using Adversa.Autograd.Modules;

namespace Adversa.Gan.Models.Layers;

/// <summary>The first values of residual networks and of the layers for classes.</summary>
internal static class XavierWeights
{
    /// <summary>
    /// Gives a layer's weight the first values of Glorot and Bengio, U(±gain·√(6/(fan_in + fan_out))); its bias keeps PyTorch's.
    /// </summary>
    /// <returns>The layer.</returns>
    public static TLayer WithXavierWeights<TLayer>(this TLayer layer, ModuleOptions module, double gain = 1)
        where TLayer : WeightedLayer
    {
        Initialization.XavierUniform(layer.Weight, module.Random, gain);
        return layer;
    }
}
