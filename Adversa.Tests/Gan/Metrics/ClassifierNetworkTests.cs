using Adversa.Autograd.Modules;
using Adversa.Gan.Metrics;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Metrics;

public sealed class ClassifierNetworkTests
{
    /// <summary>The edges of the range, and sizes that do not halve evenly: 37 → 19 → 10 → 5 → 3.</summary>
    [TestCase(8, 64, 4), TestCase(9, 128, 3), TestCase(28, 128, 4), TestCase(37, 128, 3), TestCase(128, 128, 4)]
    public void TheLastLayerSeesAtMostFourByFourPixels(int size, int features, int side)
    {
        using TensorScope scope = TensorScope.Begin();
        var random = new RandomGenerator(seed: 2);
        using var network = new ClassifierNetwork(3, size, classes: 5, new ModuleOptions { Random = random });
        Shape head = network.NamedParameters().Single(named => named.Name == "head.weight").Parameter.Shape;
        Assert.That((head[0], head[1]), Is.EqualTo((5, features * side * side)));
        Shape logits = network.Forward(random.Uniform([2, 3, size, size], -1, 1)).Shape;
        Assert.That((logits.Rank, logits[0], logits[1]), Is.EqualTo((2, 2, 5)));
    }
}
