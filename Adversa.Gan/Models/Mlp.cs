using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Models.Layers;
using Adversa.Tensors;

namespace Adversa.Gan.Models;

/// <summary>
/// The fully connected GAN of toy mixtures (Gulrajani et al., Improved training of Wasserstein GANs, 2017, section 5.1): three
/// hidden layers of <see cref="NetworkOptions.Features"/> ReLUs in each network. Of size 1 it makes points [N, C, 1, 1] anywhere
/// in space; of larger sizes images in (−1, 1).
/// <code>
/// generator       z → F → F → F → C·size·size (→ tanh)
/// discriminator   C·size·size → F → F → F → 1
/// </code>
/// The classes of samples are one-hot input of G. A minibatch layer stands behind D's last hidden layer.
/// </summary>
internal static class Mlp
{
    private const int HiddenLayers = 3;
    private const int MaxSize = 64;

    /// <summary>
    /// The family. The generator has no batch normalization that projection could make conditional, and vectors have no
    /// instances.
    /// </summary>
    public static NetworkFamily Family { get; } = new([.. Enumerable.Range(1, MaxSize)], Generator, Discriminator)
    {
        Normalizations = [NormalizationKind.None, NormalizationKind.Batch, NormalizationKind.Layer, NormalizationKind.Spectral],
        Conditionings = [Conditioning.None, Conditioning.Concatenation, Conditioning.Auxiliary],
    };

    /// <summary>z [N, latent, 1, 1] to points [N, C, 1, 1], or to images [N, C, size, size] in (−1, 1).</summary>
    private static Generator Generator(NetworkOptions options, ModuleOptions module)
    {
        var classes = ClassInput.OfGenerator(options);
        List<Module> layers = [];
        int width = options.Latent + classes.Channels;
        for (int i = 0; i < HiddenLayers; i++, width = options.Features)
            layers.AddRange([new Linear(width, options.Features, options: module), new ReLU()]);
        layers.Add(new Linear(width, Numbers(options), options: module));
        if (options.Size > 1) layers.Add(new Tanh());
        layers.Add(new Reshape(options.Channels, options.Size, options.Size));
        return new MlpGenerator(classes, new Sequential([.. layers]));
    }

    /// <summary>Samples [N, C, size, size] to logits [N].</summary>
    private static Discriminator Discriminator(NetworkOptions options, ModuleOptions module)
    {
        List<Module> layers = [];
        int width = Numbers(options) + ClassInput.OfDiscriminator(options).Channels;
        for (int i = 0; i < HiddenLayers; i++, width = options.Features)
        {
            layers.Add(new Linear(width, options.Features, bias: !options.Normalization.BringsBias(), module));
            layers.AddRange(DiscriminatorLayers.BehindVectors(options, options.Features, new ReLU(), module));
        }

        (Module[] toVectors, int length) = DiscriminatorLayers.ToVectors(options.MinibatchLayer, width, side: 1, module);
        var decision = new Sequential([.. toVectors, new Linear(length, 1, options: module), new Flatten(firstAxis: 0)]);
        return new MlpDiscriminator(options, new Sequential([.. layers]), decision, module);
    }

    /// <summary>How many numbers a sample has.</summary>
    private static int Numbers(NetworkOptions options) => options.Channels * options.Size * options.Size;

    private sealed class MlpGenerator : Generator
    {
        private readonly ClassInput _classes;
        private readonly Sequential _main;

        public MlpGenerator(ClassInput classes, Sequential main) => (_classes, _main) = (classes, Register("main", main));

        public override Variable Forward(Variable z, Tensor? labels) =>
            _main.Forward(_classes.Append(this, z.Flatten(), labels));
    }

    private sealed class MlpDiscriminator : FeatureDiscriminator
    {
        private readonly Sequential _hidden, _decision;

        public MlpDiscriminator(NetworkOptions options, Sequential hidden, Sequential decision, ModuleOptions module)
            : base(options, options.Features, side: 1, module)
        {
            _hidden = Register("hidden", hidden);
            _decision = Register("decision", decision);
        }

        protected override Variable Prepare(Variable x) => x.Flatten();

        protected override Variable Features(Variable x) => _hidden.Forward(x);

        protected override Variable Decide(Variable features) => _decision.Forward(features);
    }
}
