using Adversa.Autograd.Modules;
using Adversa.Gan.Models;
using Adversa.Gan.Models.Layers;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Models;

/// <summary>The residual networks are as large as the published ones, and attention stands where it should.</summary>
internal sealed class ResNetTests
{
    /// <summary>
    /// What PyTorch counts in the mimicry library's SNGANGenerator32, SNGANDiscriminator32 and so on, of their default widths.
    /// Spectral normalization, which does not change the counts, is left out to save time.
    /// </summary>
    [TestCase(32, 128, 4_276_739, 1_053_825)]
    [TestCase(48, 64, 4_878_083, 10_141_441)]
    [TestCase(64, 64, 12_220_675, 10_141_441)]
    public void ParametersAreAsManyAsInTheLiterature(int size, int features, long generator, long discriminator)
    {
        NetworkOptions options = new("resnet", size, Channels: 3, features, Latent: 128)
        {
            Normalization = NormalizationKind.None,
        };
        using TensorScope scope = TensorScope.Begin();
        var module = new ModuleOptions();
        using Module g = Networks.Generator(options, module), d = Networks.Discriminator(options, module);
        Assert.That((g.ParameterCount, d.ParameterCount), Is.EqualTo((generator, discriminator)));
    }

    [TestCase(32)]
    [TestCase(48)]
    [TestCase(64)]
    public void ImagesHaveTheirSize(int size)
    {
        NetworkOptions options = new("resnet", size, Channels: 3, Features: 1, Latent: 4) { Attention = true };
        using TensorScope scope = TensorScope.Begin();
        using Generator generator = Networks.Generator(options, Sample.Options());
        using Discriminator discriminator = Networks.Discriminator(options, Sample.Options());
        var images = generator.Forward(Sample.Normal([2, 4, 1, 1]));
        Assert.That(images.Shape, Is.EqualTo(Shape.Create([2, 3, size, size])));
        Assert.That(discriminator.Judge(images).Logits.Shape, Is.EqualTo(Shape.Create([2])));
    }

    /// <summary>
    /// SAGAN normalizes the generator's weights as well, but not the scales of its conditional batch normalization.
    /// </summary>
    [TestCase(false)]
    [TestCase(true)]
    public void AttentionNormalizesTheGeneratorSpectrally(bool attention)
    {
        NetworkOptions options = new("resnet", Size: 32, Channels: 3, Features: 1, Latent: 4)
        {
            Attention = attention,
            Conditioning = Conditioning.Projection,
            Classes = 2,
        };
        using Generator generator = Networks.Generator(options, Sample.Options());
        Assert.That(
            generator.Modules.OfType<WeightedLayer>().Where(layer => layer is not Embedding).Select(layer => layer.Normalization),
            attention ? Has.All.InstanceOf<SpectralNorm>() : Has.All.Null);
        Assert.That(generator.Modules.OfType<Embedding>().Select(layer => layer.Normalization), Has.All.Null);
        Assert.That(generator.Modules.OfType<SelfAttention>().Count(), Is.EqualTo(attention ? 1 : 0));
    }
}
