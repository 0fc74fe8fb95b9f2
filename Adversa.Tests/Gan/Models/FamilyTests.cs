using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Models;
using Adversa.Kernels;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Models;

/// <summary>Every family with every combination of what it offers: shapes, gradients, and what the classes do.</summary>
internal sealed class FamilyTests
{
    private const int Batch = 4, Classes = 3;

    /// <summary>A family at its smallest size, and the whole of its conditionings and normalizations.</summary>
    private static IEnumerable<NetworkOptions> Combinations()
    {
        foreach (NetworkOptions family in Families())
        {
            foreach (Conditioning conditioning in Enum.GetValues<Conditioning>())
            {
                foreach (NormalizationKind normalization in Enum.GetValues<NormalizationKind>())
                {
                    NetworkOptions options = With(family, conditioning) with { Normalization = normalization };
                    if (IsPossible(options)) yield return options;
                }
            }
        }
    }

    /// <summary>What is independent of normalization.</summary>
    private static IEnumerable<NetworkOptions> Extras()
    {
        foreach (NetworkOptions family in Families())
        {
            if (family.Model == "resnet")
            {
                yield return family with { Attention = true };
                yield return With(family, Conditioning.Projection) with
                {
                    Attention = true,
                    Normalization = NormalizationKind.Spectral,
                };
            }

            foreach (MinibatchLayer layer in Enum.GetValues<MinibatchLayer>())
            {
                yield return family with { MinibatchLayer = layer, Dropout = 0.3 };
                yield return With(family, Conditioning.Auxiliary) with { MinibatchLayer = layer };
            }
        }
    }

    [TestCaseSource(nameof(Combinations))]
    [TestCaseSource(nameof(Extras))]
    public void OutputsHaveTheirShapesAndGradientsReachEveryParameter(NetworkOptions options)
    {
        using Tape tape = Tape.Begin();
        using Generator generator = Networks.Generator(options, Sample.Options());
        using Discriminator discriminator = Networks.Discriminator(options, Sample.Options(2));
        OpenGates(generator);
        OpenGates(discriminator);
        Tensor? labels = Labels(options, [2, 0, 1, 2]);
        Variable fake = generator.Forward(Sample.Normal([Batch, options.Latent, 1, 1]), labels);
        Judgement judgement = discriminator.Judge(fake, labels);

        Assert.That(fake.Shape, Is.EqualTo(Shape.Create([Batch, options.Channels, options.Size, options.Size])));
        Assert.That(judgement.Logits.Shape, Is.EqualTo(Shape.Create([Batch])));
        Assert.That(judgement.Features.Shape[0], Is.EqualTo(Batch));
        bool guesses = options.Conditioning == Conditioning.Auxiliary;
        Assert.That(judgement.ClassLogits?.Shape, Is.EqualTo(guesses ? Shape.Create([Batch, Classes]) : (Shape?)null));

        Variable loss = judgement.Logits.Square().Sum();
        if (judgement.ClassLogits is { } classLogits) loss += classLogits.LogSoftmax().Square().Sum();
        Assert.That(Gradients.Of(loss, fake, retainGraph: true).ToArray().Max(Math.Abs), Is.GreaterThan(0), "through D to G");

        // Batch normalization in D takes no notice of G's last bias, so G's numbers have a loss of their own as well.
        (loss + fake.Square().Sum()).Backward();
        Assert.Multiple(() =>
        {
            foreach ((string name, Parameter parameter) in
                generator.NamedParameters().Concat(discriminator.NamedParameters()))
            {
                double largest = parameter.Gradient?.ToArray<double>().Max(Math.Abs) ?? -1;
                Assert.That(largest, Is.GreaterThan(0), name);
            }
        });
    }

    [TestCaseSource(nameof(Combinations))]
    public void SamplesAndLogitsDependOnTheirLabels(NetworkOptions options)
    {
        if (options.Conditioning == Conditioning.None) return;
        using TensorScope scope = TensorScope.Begin();
        using NoGrad constant = NoGrad.Begin();
        using Generator generator = Networks.Generator(options, Sample.Options());
        using Discriminator discriminator = Networks.Discriminator(options, Sample.Options(2));
        Separate(generator);
        generator.Eval();
        discriminator.Eval();
        Tensor one = Labels(options, [2, 0, 1, 2])!, other = Labels(options, [2, 1, 1, 2])!;
        Variable z = Sample.Normal([Batch, options.Latent, 1, 1]);
        bool isTold = options.Conditioning != Conditioning.Auxiliary;

        Assert.That(
            Changed(generator.Forward(z, one), generator.Forward(z, other)), Is.EqualTo([false, true, false, false]));
        Variable x = Sample.Normal([Batch, options.Channels, options.Size, options.Size]);
        Assert.That(
            Changed(discriminator.Judge(x, one).Logits, discriminator.Judge(x, other).Logits),
            Is.EqualTo([false, isTold, false, false]));

        static bool[] Changed(Variable a, Variable b) =>
            [.. a.ToArray().Chunk(a.Shape.Count / Batch).Zip(
                b.ToArray().Chunk(a.Shape.Count / Batch), (x, y) => !x.SequenceEqual(y))];
    }

    /// <summary>Who opens a checkpoint allows a generator as many numbers as the file has.</summary>
    [TestCaseSource(nameof(Combinations))]
    [TestCaseSource(nameof(Extras))]
    public void ANetworkTakesNoMoreNumbersThanItsState(NetworkOptions options)
    {
        using Generator generator = Networks.Generator(options, Sample.Options());
        ModuleOptions limited = Sample.Options() with { Limit = generator.StateDict().Sum(entry => entry.Shape.Product) };
        Assert.That(() => Networks.Generator(options, limited).Dispose(), Throws.Nothing);
    }

    [TestCaseSource(nameof(Combinations))]
    public void LabelsAreWhereTheyBelong(NetworkOptions options)
    {
        using TensorScope scope = TensorScope.Begin();
        using NoGrad constant = NoGrad.Begin();
        using Generator generator = Networks.Generator(options, Sample.Options());
        using Discriminator discriminator = Networks.Discriminator(options, Sample.Options(2));
        Variable z = Sample.Normal([Batch, options.Latent, 1, 1]);
        Variable x = Sample.Normal([Batch, options.Channels, options.Size, options.Size]);
        Tensor labels = Tensor.From<long>([0, 1, 1, 0]), few = Tensor.From([0, 1, 1]), real = Tensor.Zeros([Batch]);
        switch (options.Conditioning)
        {
            case Conditioning.None:
                Refuse(() => generator.Forward(z, labels), "expected none");
                Refuse(() => discriminator.Judge(x, labels), "expected none");
                break;
            case Conditioning.Auxiliary:
                discriminator.Eval(); // Each pass in training takes spectral normalization a step further.
                Refuse(() => generator.Forward(z), "found no labels");
                Assert.That(
                    discriminator.Judge(x).Logits.ToArray(), Is.EqualTo(discriminator.Judge(x, labels).Logits.ToArray()));
                break;
            default:
                Refuse(() => generator.Forward(z), "found no labels");
                Refuse(() => discriminator.Judge(x), "found no labels");
                break;
        }

        if (options.Conditioning == Conditioning.None) return;
        foreach (Tensor bad in new[] { few, real })
        {
            Refuse(() => generator.Forward(z, bad), "do not fit");
            Refuse(() => discriminator.Judge(x, bad), "do not fit");
        }

        Assert.That(
            () => generator.Forward(z, Tensor.From([0, 1, Classes, 0])), Throws.InstanceOf<IndexOutOfRangeException>());

        static void Refuse(TestDelegate call, string reason) =>
            Assert.That(call, Throws.ArgumentException.With.Message.Contains(reason).And.Message.Not.Contains("\n"));
    }

    internal static IEnumerable<NetworkOptions> Families() =>
    [
        new("dcgan", Size: 16, Channels: 2, Features: 4, Latent: 5) { Normalization = NormalizationKind.None },
        new("resnet", Size: 32, Channels: 2, Features: 2, Latent: 5) { Normalization = NormalizationKind.None },
        new("mlp", Size: 1, Channels: 2, Features: 16, Latent: 5) { Normalization = NormalizationKind.None },
        new("mlp", Size: 7, Channels: 1, Features: 16, Latent: 5) { Normalization = NormalizationKind.None },
    ];

    private static NetworkOptions With(NetworkOptions options, Conditioning conditioning) =>
        options with { Conditioning = conditioning, Classes = conditioning == Conditioning.None ? 0 : Classes };

    private static bool IsPossible(NetworkOptions options)
    {
        try
        {
            Networks.Require(options);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Tensor? Labels(NetworkOptions options, int[] labels) =>
        options.Conditioning == Conditioning.None ? null : Tensor.From(labels);

    /// <summary>Lets gradients into self-attention, which begins with γ = 0.</summary>
    private static void OpenGates(Module network)
    {
        foreach ((string name, Parameter parameter) in network.NamedParameters())
        {
            if (name.EndsWith("gamma", StringComparison.Ordinal)) Initialization.Constant(parameter, 0.5);
        }
    }

    /// <summary>Makes the classes of conditional batch normalization, which begin alike, differ.</summary>
    private static void Separate(Module network)
    {
        foreach (ConditionalBatchNorm2d layer in network.Modules.OfType<ConditionalBatchNorm2d>())
            Initialization.Normal(layer.Table, new RandomGenerator(9), mean: 1);
    }
}
