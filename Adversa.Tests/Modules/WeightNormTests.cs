using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Optimizers;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class WeightNormTests
{
    private static IEnumerable<TestCaseData> Layers()
    {
        yield return Of(() => new Linear(5, 3, options: Sample.Options()));
        yield return Of(() => new Conv2d(2, 3, (3, 2), options: Sample.Options()));
        yield return Of(() => new ConvTranspose2d(3, 2, 2, options: Sample.Options()));
        yield return Of(() => new ConvTranspose2d(3, 2, 2, options: Sample.Options()), axis: 0);
        yield return Of(() => new Embedding(3, 4, options: Sample.Options()));

        static TestCaseData Of(Func<WeightedLayer> make, int? axis = null) => new(make, axis);
    }

    [TestCaseSource(nameof(Layers))]
    public void TheWeightStaysAndThenHasTheGivenLengths(Func<WeightedLayer> make, int? axis)
    {
        using TensorScope scope = TensorScope.Begin();
        using WeightedLayer layer = make();
        double[] before = layer.Weight.ToArray();
        var normalization = (WeightNorm)WeightNorm.Of(layer, axis).Normalization!;
        Assert.That(normalization.Apply(isTraining: true).ToArray(), Is.EqualTo(before).Within(Sample.Tolerance));

        Initialization.Normal(normalization.Length, new RandomGenerator(5));
        double[] lengths = normalization.Length.ToArray();
        Variable outputs = Functions.AsMatrix(normalization.Apply(isTraining: false), axis ?? layer.OutputAxis);
        double[] norms = [.. outputs.ToArray().Chunk(outputs.Shape[1]).Select(row => Math.Sqrt(row.Sum(x => x * x)))];
        Assert.That(norms, Is.EqualTo(lengths.Select(Math.Abs)).Within(Sample.Tolerance));
    }

    [Test]
    public void NamesKeepTheirPlaceInANetwork()
    {
        var inner = new Linear(2, 2, options: Sample.Options());
        using var network = new Sequential(new Sequential(inner));
        WeightNorm.Of(inner);
        string[] expected = ["0.0.bias", "0.0.weight_g", "0.0.weight_v"];
        Assert.That(network.NamedParameters().Select(named => named.Name), Is.EqualTo(expected));
        Assert.That(network.NamedParameters().Select(named => named.Parameter.Name), Is.EqualTo(expected));
    }

    [Test]
    public void IsRefusedTwiceAndBehindAnOptimizer()
    {
        using var layer = new Linear(2, 2, options: Sample.Options());
        using var trained = new Linear(2, 2, options: Sample.Options());
        using var optimizer = new Sgd(trained.Parameters, learningRate: 0.1);
        WeightNorm.Of(layer);
        Assert.That(() => SpectralNorm.Of(layer), Throws.InvalidOperationException.With.Message.EqualTo(
            "Linear has a WeightNorm already."));
        Assert.That(() => WeightNorm.Of(trained), Throws.InvalidOperationException.With.Message.EqualTo(
            "Linear: normalize the weight before an optimizer is made for it."));
        Assert.That(trained.StateDict().Names, Is.EqualTo(new[] { "weight", "bias" }));
        Assert.That(() => WeightNorm.Of(new Linear(2, 2), axis: 2), Throws.ArgumentException);
    }
}
