using Adversa.Autograd;
using Adversa.Gan.Models;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Models;

/// <summary>The options of a discriminator's layers do what they are for, in every family.</summary>
internal sealed class DiscriminatorLayerTests
{
    private const int Batch = 4;

    private static IEnumerable<NetworkOptions> Families() => FamilyTests.Families();

    [TestCaseSource(nameof(Families))]
    public void OnlyMinibatchLayersCompareTheSamplesOfABatch(NetworkOptions family)
    {
        using TensorScope scope = TensorScope.Begin();
        using NoGrad constant = NoGrad.Begin();
        Tensor one = Samples(family, seed: 7), other = one.Clone();
        other.Slice(0, 0, 1).Fill(0.3);
        Assert.Multiple(() =>
        {
            foreach (MinibatchLayer layer in Enum.GetValues<MinibatchLayer>())
            {
                using Discriminator discriminator =
                    Networks.Discriminator(family with { MinibatchLayer = layer }, Sample.Options());
                double[] before = discriminator.Judge(one).Logits.ToArray(), after = discriminator.Judge(other).Logits.ToArray();
                bool othersChange = !before[1..].SequenceEqual(after[1..]);
                Assert.That(othersChange, Is.EqualTo(layer != MinibatchLayer.None), $"{layer}");
            }
        });
    }

    [TestCaseSource(nameof(Families))]
    public void DropoutIsOfTrainingAlone(NetworkOptions family)
    {
        using TensorScope scope = TensorScope.Begin();
        using NoGrad constant = NoGrad.Begin();
        using Discriminator discriminator = Networks.Discriminator(family with { Dropout = 0.5 }, Sample.Options());
        using Discriminator without = Networks.Discriminator(family, Sample.Options(seed: 2));
        Tensor x = Samples(family, seed: 7);
        Assert.That(IsRepeatable(discriminator), Is.False);
        Assert.That(IsRepeatable(without), Is.True);
        discriminator.Eval();
        Assert.That(IsRepeatable(discriminator), Is.True);

        bool IsRepeatable(Discriminator network) =>
            network.Judge(x).Logits.ToArray().SequenceEqual(network.Judge(x).Logits.ToArray());
    }

    [TestCaseSource(nameof(Families))]
    public void PowerIterationsAreThoseOfTheOptions(NetworkOptions family)
    {
        using TensorScope scope = TensorScope.Begin();
        using NoGrad constant = NoGrad.Begin();
        NetworkOptions spectral = family with { Normalization = NormalizationKind.Spectral };
        using Discriminator single = Networks.Discriminator(spectral, Sample.Options());
        using Discriminator triple = Networks.Discriminator(spectral with { PowerIterations = 3 }, Sample.Options());
        Tensor x = Samples(family, seed: 7);
        triple.Judge(x);
        for (int i = 0; i < 3; i++)
        {
            Assert.That(single.StateDict().Elements(), Is.Not.EqualTo(triple.StateDict().Elements()));
            single.Judge(x);
        }

        Assert.That(single.StateDict().Elements(), Is.EqualTo(triple.StateDict().Elements()));
    }

    private static Tensor Samples(NetworkOptions family, ulong seed) =>
        Sample.Normal([Batch, family.Channels, family.Size, family.Size], seed).Value;
}
