using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Verification;
using Adversa.Gan.Losses;
using Adversa.Gan.Models;
using Adversa.Gan.Models.Layers;
using Adversa.Gan.Regularizers;
using Adversa.Tensors;
using Adversa.Tests.Fixtures;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Models;

/// <summary>
/// With the same weights and inputs, outputs and the gradients of all parameters are those of PyTorch, the gradients of gradient
/// penalties among them. What is in the file says scripts/fixtures/make_networks.py.
/// </summary>
internal sealed class NetworksFollowPyTorchTests
{
    // Sums of some thousand terms in another order, layer after layer.
    private const double Tolerance = 1e-10;

    private static readonly Lazy<StateDict> File = new(() => StateDict.Load(Fixture.PathOf(Fixture.Networks)));

    private static readonly NetworkOptions Plain =
        new("resnet", Size: 32, Channels: 1, Features: 4, Latent: 5) { Normalization = NormalizationKind.None };

    private static readonly NetworkOptions Attentive = Plain with
    {
        Attention = true,
        Conditioning = Conditioning.Projection,
        Classes = 3,
        Normalization = NormalizationKind.Spectral,
    };

    [TestCase("generator", false)]
    [TestCase("attentive-generator", true)]
    public void Generators(string name, bool isAttentive)
    {
        using Tape tape = Tape.Begin();
        using Generator network = Networks.Generator(isAttentive ? Attentive : Plain, Sample.Options());
        CheckDifferentiated(name, network, () => network.Forward(Read(name, "z"), isAttentive ? Labels() : null));
    }

    [Test]
    public void DiscriminatorWithProjectionAndAttention()
    {
        const string name = "attentive-discriminator";
        using Tape tape = Tape.Begin();
        using Discriminator network = Networks.Discriminator(Attentive, Sample.Options());
        CheckDifferentiated(name, network, () => network.Judge(Read(name, "x"), Labels()).Logits);
    }

    [Test]
    public void Attention()
    {
        const string name = "attention";
        using Tape tape = Tape.Begin();
        using var layer = new SelfAttention(16, Sample.Options());
        var x = new Variable(Read(name, "x"), requiresGrad: true);
        CheckDifferentiated(name, layer, () => layer.Forward(x));
        Check(name, "gradient.x", x.Gradient!);
    }

    private static IEnumerable<TestCaseData> Critics() =>
    [
        new("resnet-critic", Plain),
        new("layer-norm-critic", Plain with { Normalization = NormalizationKind.Layer }),
        new("attentive-critic", Plain with { Attention = true }),
        new("dcgan-critic", Plain with { Model = "dcgan", Size = 16 }),
    ];

    [TestCaseSource(nameof(Critics))]
    public void CriticsWithTheirGradientPenalty(string name, NetworkOptions options)
    {
        using Tape tape = Tape.Begin();
        using Discriminator critic = Networks.Discriminator(options, Sample.Options());
        critic.LoadStateDict(File.Value.Sub(name + "/state"));
        var loss = new WassersteinLoss();
        Tensor real = Read(name, "real"), fake = Read(name, "fake");
        Variable penalty = new WganGradientPenalty(new RandomGenerator(1)).Of(critic.Forward, real, fake, Read(name, "epsilon"));
        Variable total = loss.OnReal(critic.Forward(real)) + loss.OnFake(critic.Forward(fake)) + penalty;
        total.Backward();
        Check(name, "loss", total.Value);
        CheckGradients(name, critic);
    }

    /// <summary>Output and gradients of a network from the file's weights and cotangent.</summary>
    private static void CheckDifferentiated(string name, Module network, Func<Variable> forward)
    {
        network.LoadStateDict(File.Value.Sub(name + "/state"));
        Variable y = forward();
        Check(name, "y", y.Value);
        (y * Read(name, "c")).Sum().Backward();
        CheckGradients(name, network);
    }

    private static void CheckGradients(string name, Module network)
    {
        Assert.Multiple(() =>
        {
            foreach ((string path, Parameter parameter) in network.NamedParameters())
                Check(name, $"gradient.{path}", parameter.Gradient!);
        });
    }

    private static void Check(string name, string what, Tensor actual)
    {
        Comparison comparison = Comparison.Of(
            $"{name}/{what}", actual.ToArray<double>(), File.Value.Values<double>($"{name}/{what}").ToArray());
        Assert.That(comparison.Error, Is.LessThanOrEqualTo(Tolerance), comparison.Where);
    }

    private static Tensor Read(string name, string what) => File.Value.ToTensor($"{name}/{what}");

    private static Tensor Labels() => File.Value.ToTensor("labels");
}
