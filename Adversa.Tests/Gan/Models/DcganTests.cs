using Adversa.Autograd.Modules;
using Adversa.Gan.Models;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Models;

/// <summary>What is special about DCGAN.</summary>
internal sealed class DcganTests
{
    private static readonly NetworkOptions Options = new("dcgan", Size: 32, Channels: 3, Features: 8, Latent: 16);

    /// <summary>
    /// A seed gives the numbers that it gave when there was batch normalization alone, so that old runs can be repeated.
    /// </summary>
    [Test]
    public void FirstValuesOfASeedStay()
    {
        using TensorScope scope = TensorScope.Begin();
        var module = new ModuleOptions { Random = new RandomGenerator(seed: 4) };
        using Module generator = Networks.Generator(Options, module), discriminator = Networks.Discriminator(Options, module);
        Assert.That(Ends(generator, "main.0.weight"), Is.EqualTo([-0.014267212f, -0.009426868f]));
        Assert.That(Ends(generator, "main.4.weight"), Is.EqualTo([0.95457155f, 1.0051806f]));
        Assert.That(Ends(discriminator, "main.0.weight"), Is.EqualTo([-0.02913284f, 0.0030201497f]));
        Assert.That(Ends(discriminator, "main.8.weight"), Is.EqualTo([0.0018558508f, 0.007532048f]));

        static float[] Ends(Module network, string name)
        {
            float[] values = network.StateDict().ToTensor(name).ToArray<float>();
            return [values[0], values[^1]];
        }
    }

    /// <summary>
    /// Biases are where no normalization brings one; the batch-normalized network has none, as in PyTorch's example.
    /// </summary>
    [TestCase(NormalizationKind.Batch, "")]
    [TestCase(NormalizationKind.Layer, "0 8")]
    [TestCase(NormalizationKind.Instance, "0 8")]
    [TestCase(NormalizationKind.None, "0 2 4 6")]
    [TestCase(NormalizationKind.Spectral, "0 2 4 6")]
    public void ConvolutionsHaveABiasWhereNothingElseHas(NormalizationKind normalization, string places)
    {
        using Module discriminator = Networks.Discriminator(
            Options with { Normalization = normalization }, new ModuleOptions { Random = new RandomGenerator(seed: 4) });
        Sequential main = discriminator.Modules.OfType<Sequential>().First();
        IEnumerable<int> found = Enumerable.Range(0, main.Count).Where(i => main[i] is Conv2d { Bias: not null });
        Assert.That(string.Join(' ', found), Is.EqualTo(places));
    }
}
