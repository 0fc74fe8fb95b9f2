using Adversa.Autograd;
using Adversa.Autograd.Modules;
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
public static class Dcgan
{
    private const double WeightDeviation = 0.02;
    private const double LeakySlope = 0.2;

    /// <summary>The image sizes that there are networks for.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [16, 28, 32, 64, 128];

    /// <summary>z [N, latent, 1, 1] to images [N, C, size, size] in (−1, 1).</summary>
    /// <exception cref="ArgumentException">The size is not one of <see cref="Sizes"/>.</exception>
    public static Generator Generator(NetworkOptions options, ModuleOptions module)
    {
        (int smallest, int doublings) = Stages(options.Size);
        int features = options.Features << (doublings - 1);
        List<Module> layers =
        [
            new ConvTranspose2d(options.Latent, features, kernel: smallest, bias: false, options: module),
            new BatchNorm2d(features, options: module),
            new ReLU(),
        ];
        for (; features > options.Features; features /= 2)
        {
            layers.Add(new ConvTranspose2d(
                features, features / 2, kernel: 4, stride: 2, padding: 1, bias: false, options: module));
            layers.Add(new BatchNorm2d(features / 2, options: module));
            layers.Add(new ReLU());
        }

        layers.Add(new ConvTranspose2d(
            features, options.Channels, kernel: 4, stride: 2, padding: 1, bias: false, options: module));
        layers.Add(new Tanh());
        return Initialize(new DcganGenerator(layers), module.Random);
    }

    /// <summary>Images [N, C, size, size] to logits [N].</summary>
    /// <exception cref="ArgumentException">The size is not one of <see cref="Sizes"/>.</exception>
    public static Discriminator Discriminator(NetworkOptions options, ModuleOptions module)
    {
        (int smallest, int halvings) = Stages(options.Size);
        int features = options.Features;
        List<Module> layers =
        [
            new Conv2d(options.Channels, features, kernel: 4, stride: 2, padding: 1, bias: false, options: module),
            new LeakyReLU(LeakySlope),
        ];
        for (int stage = 1; stage < halvings; stage++, features *= 2)
        {
            layers.Add(new Conv2d(features, 2 * features, kernel: 4, stride: 2, padding: 1, bias: false, options: module));
            layers.Add(new BatchNorm2d(2 * features, options: module));
            layers.Add(new LeakyReLU(LeakySlope));
        }

        layers.Add(new Conv2d(features, 1, kernel: smallest, bias: false, options: module));
        layers.Add(new Flatten(firstAxis: 0));
        return Initialize(new DcganDiscriminator(layers), module.Random);
    }

    /// <summary>The smallest image's side and how often it doubles.</summary>
    private static (int Smallest, int Doublings) Stages(int size)
    {
        if (!Sizes.Contains(size)) throw new ArgumentException($"Dcgan: there is no network for size {size}.");
        int smallest = size % 7 == 0 ? 7 : 4;
        return (smallest, int.Log2(size / smallest));
    }

    /// <summary>Convolutions N(0, 0.02), batch-norm gains N(1, 0.02), batch-norm biases 0.</summary>
    private static TNetwork Initialize<TNetwork>(TNetwork network, RandomGenerator random) where TNetwork : Module
    {
        foreach ((string name, Parameter parameter) in network.NamedParameters())
        {
            bool isGain = parameter.Shape.Rank == 1 && name.EndsWith("weight", StringComparison.Ordinal);
            if (parameter.Shape.Rank == 4) Initialization.Normal(parameter, random, 0, WeightDeviation);
            else if (isGain) Initialization.Normal(parameter, random, 1, WeightDeviation);
            else Initialization.Constant(parameter, 0);
        }

        return network;
    }

    /// <summary>Layers under the name that PyTorch's example gives them, <c>main</c>.</summary>
    private sealed class DcganGenerator : Generator
    {
        private readonly Sequential _main;

        public DcganGenerator(List<Module> layers) => _main = Register("main", new Sequential([.. layers]));

        public override Variable Forward(Variable z, Tensor? labels) => _main.Forward(z);
    }

    /// <summary>Layers under the name that PyTorch's example gives them, <c>main</c>.</summary>
    private sealed class DcganDiscriminator : Discriminator
    {
        private readonly Sequential _main;

        public DcganDiscriminator(List<Module> layers) => _main = Register("main", new Sequential([.. layers]));

        public override Judgement Judge(Variable x, Tensor? labels = null)
        {
            Variable features = x;
            for (int i = 0; i < _main.Count - 2; i++) features = _main[i].Forward(features);
            return new Judgement(_main[^1].Forward(_main[^2].Forward(features)), features);
        }
    }
}
