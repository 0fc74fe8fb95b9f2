using Adversa.Gan.Models;

namespace Adversa.Tests.Gan.Models;

/// <summary>What a checkpoint says of its networks, and what no network can be made of.</summary>
internal sealed class NetworkOptionsTests
{
    private static readonly NetworkOptions Plain = new("dcgan", Size: 32, Channels: 3, Features: 8, Latent: 16);

    private static IEnumerable<NetworkOptions> Any()
    {
        yield return Plain;
        yield return new NetworkOptions("resnet", Size: 64, Channels: 1, Features: 128, Latent: 100)
        {
            Normalization = NormalizationKind.Spectral,
            PowerIterations = 3,
            Conditioning = Conditioning.Projection,
            Classes = 10,
            Attention = true,
            MinibatchLayer = MinibatchLayer.StandardDeviation,
            Dropout = 0.1,
        };
        foreach (NormalizationKind normalization in Enum.GetValues<NormalizationKind>())
            yield return Plain with { Normalization = normalization };
        foreach (Conditioning conditioning in Enum.GetValues<Conditioning>())
            yield return Plain with { Conditioning = conditioning };
        foreach (MinibatchLayer layer in Enum.GetValues<MinibatchLayer>())
            yield return Plain with { MinibatchLayer = layer };
    }

    [TestCaseSource(nameof(Any))]
    public void MetadataGivesTheOptionsBack(NetworkOptions options) =>
        Assert.That(NetworkOptions.FromMetadata(options.ToMetadata(), "here"), Is.EqualTo(options));

    /// <summary>A property that the metadata forgot would be the same in both.</summary>
    [Test]
    public void EveryPropertyIsInTheMetadata() =>
        Assert.That(Plain.ToMetadata(), Has.Count.EqualTo(typeof(NetworkOptions).GetProperties().Length));

    [Test]
    public void WhatAnOlderCheckpointDoesNotNameHasItsDefault()
    {
        Dictionary<string, string> old = new()
        {
            ["model"] = "dcgan",
            ["size"] = "32",
            ["channels"] = "3",
            ["features"] = "8",
            ["latent"] = "16",
        };
        Assert.That(NetworkOptions.FromMetadata(old, "here"), Is.EqualTo(Plain));
    }

    [TestCase("size", "large", "a number")]
    [TestCase("normalization", "Batch", "none, batch, layer, instance or spectral")]
    [TestCase("conditioning", "2", "none, concatenation, auxiliary or projection")]
    [TestCase("minibatch-layer", "deviation", "none, discrimination or standard-deviation")]
    [TestCase("attention", "yes", "true or false")]
    [TestCase("dropout", "half", "a number")]
    public void DamagedMetadataIsNamed(string entry, string text, string expected)
    {
        Dictionary<string, string> metadata = new(Plain.ToMetadata()) { [entry] = text };
        Assert.That(
            () => NetworkOptions.FromMetadata(metadata, "here"),
            Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo(
                $"here: found '{text}' as metadata entry '{entry}', expected {expected}."));
    }

    private static IEnumerable<TestCaseData> Impossible()
    {
        NetworkOptions mlp = Plain with { Model = "mlp" };
        NetworkOptions conditional = Plain with { Conditioning = Conditioning.Concatenation, Classes = 10 };
        return
        [
            Case(Plain with { Model = "vae" }, "model: found 'vae', expected dcgan"),
            Case(Plain with { Size = 48 }, "size: found 48, expected 16, 28, 32, 64 or 128 for dcgan."),
            Case(mlp with { Size = 65 }, "size: found 65, expected 1 to 64 for mlp."),
            Case(Plain with { Attention = true }, "attention: found true, expected false for dcgan."),
            Case(mlp with { Attention = true }, "attention: found true, expected false for mlp."),
            Case(mlp with { Normalization = NormalizationKind.Instance },
                "normalization: found instance, expected none, batch, layer or spectral for mlp."),
            Case(mlp with { Conditioning = Conditioning.Projection, Classes = 2 },
                "conditioning: found projection, expected none, concatenation or auxiliary for mlp."),
            Case(conditional with { Classes = 1 }, "classes: found 1, expected 2 to 65536."),
            Case(Plain with { Classes = 10 }, "classes: found 10, expected 0 without conditioning."),
            Case(Plain with { Dropout = -0.1 }, "dropout: found -0.1, expected a number in [0, 1)."),
            Case(Plain with { Dropout = 1 }, "dropout: found 1, expected a number in [0, 1)."),
            Case(Plain with { Dropout = double.NaN }, "dropout: found NaN, expected a number in [0, 1)."),
            Case(Plain with { PowerIterations = 0 }, "power-iterations: found 0, expected 1 to 65536."),
            Case(Plain with { Features = 0 }, "features: found 0, expected 1 to 4096."),
        ];

        static TestCaseData Case(NetworkOptions options, string message) => new(options, message);
    }

    [TestCaseSource(nameof(Impossible))]
    public void ImpossibleNetworksAreRefusedInOneLine(NetworkOptions options, string message) =>
        Assert.That(
            () => Networks.Require(options),
            Throws.ArgumentException.With.Message.StartsWith(message).And.Message.Not.Contains("\n"));
}
