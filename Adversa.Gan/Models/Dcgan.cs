using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Models.Layers;
using Adversa.Tensors;

namespace Adversa.Gan.Models;

/// <summary>
/// The deep convolutional GAN (Radford, Metz and Chintala, Unsupervised representation learning with deep convolutional
/// generative adversarial networks, 2016) with the layers, names and initialization of PyTorch's example: the generator goes from
/// 1×1 to a smallest image (4×4, or 7×7 for size 28) and doubles it until the size is reached, while its features halve down to
/// <see cref="NetworkOptions.Features"/>; the discriminator is its mirror image.
/// <code>
/// size   generator                        discriminator
/// 28     1 → 7 → 14 → 28                  28 → 14 → 7 → 1
/// 64     1 → 4 → 8 → 16 → 32 → 64         64 → 32 → 16 → 8 → 4 → 1
/// </code>
/// </summary>
internal static class Dcgan
{
    private const double WeightDeviation = 0.02;
    private const double LeakySlope = 0.2;

    /// <summary>The family.</summary>
    public static NetworkFamily Family { get; } = new(Sizes: [16, 28, 32, 64, 128], Generator, Discriminator);

    /// <summary>z [N, latent, 1, 1] to images [N, C, size, size] in (−1, 1).</summary>
    private static Generator Generator(NetworkOptions options, ModuleOptions module)
    {
        (int smallest, int doublings) = Stages(options.Size);
        int features = options.Features << (doublings - 1);
        var classes = ClassInput.OfGenerator(options);
        List<Module> layers =
        [
            new ConvTranspose2d(options.Latent + classes.Channels, features, kernel: smallest, bias: false, options: module),
            GeneratorLayers.BatchNorm(options, features, module),
            new ReLU(inPlace: true),
        ];
        for (; features > options.Features; features /= 2)
        {
            layers.Add(new ConvTranspose2d(
                features, features / 2, kernel: 4, stride: 2, padding: 1, bias: false, options: module));
            layers.Add(GeneratorLayers.BatchNorm(options, features / 2, module));
            layers.Add(new ReLU(inPlace: true));
        }

        layers.Add(new ConvTranspose2d(
            features, options.Channels, kernel: 4, stride: 2, padding: 1, bias: false, options: module));
        layers.Add(new Tanh());
        return Initialize(new DcganGenerator(classes, layers), module.Random);
    }

    /// <summary>Images [N, C, size, size] to logits [N].</summary>
    private static Discriminator Discriminator(NetworkOptions options, ModuleOptions module)
    {
        (int smallest, int halvings) = Stages(options.Size);
        int features = options.Features, inputs = options.Channels + ClassInput.OfDiscriminator(options).Channels;

        // With batch normalization no convolution has a bias, not even those without it, as in PyTorch's example.
        bool hasBias = options.Normalization != NormalizationKind.Batch;
        bool hasInnerBias = !options.Normalization.BringsBias();
        List<Module> layers =
        [
            new Conv2d(inputs, features, kernel: 4, stride: 2, padding: 1, bias: hasBias, options: module),
            .. DiscriminatorLayers.Activation(options, new LeakyReLU(LeakySlope, inPlace: true), module),
        ];
        for (int stage = 1; stage < halvings; stage++, features *= 2)
        {
            layers.Add(new Conv2d(
                features, 2 * features, kernel: 4, stride: 2, padding: 1, bias: hasInnerBias, options: module));
            layers.AddRange(DiscriminatorLayers.BehindImages(
                options, 2 * features, new LeakyReLU(LeakySlope, inPlace: true), module));
        }

        int depth = layers.Count;
        if (options.MinibatchLayer == MinibatchLayer.None)
        {
            layers.Add(new Conv2d(features, 1, kernel: smallest, bias: hasBias, options: module));
        }
        else
        {
            (Module[] toVectors, int width) =
                DiscriminatorLayers.ToVectors(options.MinibatchLayer, features, smallest, module);
            layers.AddRange([.. toVectors, new Linear(width, 1, hasBias, module)]);
        }

        layers.Add(new Flatten(firstAxis: 0));
        return Initialize(new DcganDiscriminator(options, features, smallest, layers, depth, module), module.Random);
    }

    /// <summary>The smallest image's side and how often it doubles.</summary>
    private static (int Smallest, int Doublings) Stages(int size)
    {
        int smallest = size % 7 == 0 ? 7 : 4;
        return (smallest, int.Log2(size / smallest));
    }

    /// <summary>
    /// Convolutions and the weights for classes N(0, 0.02), batch-norm gains N(1, 0.02), biases of both 0; the rest stays as its
    /// layers make it.
    /// </summary>
    private static TNetwork Initialize<TNetwork>(TNetwork network, RandomGenerator random) where TNetwork : Module
    {
        foreach (Module module in network.Modules)
        {
            switch (module)
            {
                case ConvolutionLayer convolution:
                    Initialization.Normal(convolution.Weight, random, 0, WeightDeviation);
                    if (convolution.Bias is { } bias) Initialization.Constant(bias, 0);
                    break;
                case BatchNorm2d { Weight: { } gain }:
                    Initialization.Normal(gain, random, 1, WeightDeviation);
                    break;
                case FeatureDiscriminator { ClassLayer: { } layer }:
                    Initialization.Normal(layer.Weight, random, 0, WeightDeviation);
                    break;
            }
        }

        return network;
    }

    /// <summary>Layers under the name that PyTorch's example gives them, <c>main</c>.</summary>
    private sealed class DcganGenerator : Generator
    {
        private readonly ClassInput _classes;
        private readonly Sequential _main;

        public DcganGenerator(ClassInput classes, List<Module> layers)
        {
            _classes = classes;
            _main = Register("main", new Sequential([.. layers]));
        }

        public override Variable Forward(Variable z, Tensor? labels)
        {
            Variable x = _classes.Append(this, z, labels);
            for (int i = 0; i < _main.Count; i++) x = _main[i].Forward(x, labels);
            return x;
        }
    }

    /// <summary>Layers under the name that PyTorch's example gives them, <c>main</c>.</summary>
    private sealed class DcganDiscriminator : FeatureDiscriminator
    {
        private readonly Sequential _main;
        private readonly int _depth;

        public DcganDiscriminator(
            NetworkOptions options, int channels, int side, List<Module> layers, int depth, ModuleOptions module)
            : base(options, channels, side, module)
        {
            _depth = depth;
            _main = Register("main", new Sequential([.. layers]));
        }

        protected override Variable Features(Variable x) => Run(x, 0, _depth);

        protected override Variable Decide(Variable features) => Run(features, _depth, _main.Count);

        private Variable Run(Variable x, int from, int to)
        {
            for (int i = from; i < to; i++) x = _main[i].Forward(x);
            return x;
        }
    }
}
