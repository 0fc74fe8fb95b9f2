using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Gan.Models.Layers;

/// <summary>Layers of a generator that may depend on the class of each sample.</summary>
internal static class GeneratorLayers
{
    /// <summary>Batch normalization, with γ and β of each class where the generator is told classes that way.</summary>
    public static Module BatchNorm(NetworkOptions options, int channels, ModuleOptions module) =>
        options.Conditioning == Conditioning.Projection
            ? new ConditionalBatchNorm2d(channels, options.Classes, options: module)
            : new BatchNorm2d(channels, options: module);

    /// <summary>The layer's function, of the labels too if it depends on them.</summary>
    public static Variable Forward(this Module layer, Variable x, Tensor? labels) =>
        layer is ConditionalModule conditional ? conditional.Forward(x, labels!) : layer.Forward(x);
}
