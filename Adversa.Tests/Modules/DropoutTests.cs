using Adversa.Autograd.Modules;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class DropoutTests
{
    [Test]
    public void ZeroesAndScalesInTraining([Values(0.1, 0.5)] double probability)
    {
        using TensorScope scope = TensorScope.Begin();
        const int Count = 20_000;
        double[] y = new Dropout(probability, Sample.Options()).Forward(Tensor.Ones([Count], DType.Float64)).ToArray();
        Assert.That(y.Where(value => value != 0), Has.All.EqualTo(1 / (1 - probability)).Within(Sample.Tolerance));

        // Five standard deviations of a binomial count.
        double deviation = Math.Sqrt(Count * probability * (1 - probability));
        Assert.That(y.Count(value => value == 0), Is.EqualTo(Count * probability).Within(5 * deviation));
    }

    [Test]
    public void DrawsAnewEachTimeAndDiffersBetweenLayers()
    {
        using TensorScope scope = TensorScope.Begin();
        ModuleOptions options = Sample.Options();
        Dropout first = new(0.5, options), second = new(0.5, options);
        Tensor ones = Tensor.Ones([200], DType.Float64);
        double[] a = first.Forward(ones).ToArray(), b = first.Forward(ones).ToArray(), c = second.Forward(ones).ToArray();
        Assert.That(a, Is.Not.EqualTo(b));
        Assert.That(a, Is.Not.EqualTo(c));
        Assert.That(new Dropout(0.5, Sample.Options()).Forward(ones).ToArray(), Is.EqualTo(a), "the same seed");
    }

    [Test]
    public void IsTheIdentityInEvaluation()
    {
        using TensorScope scope = TensorScope.Begin();
        var dropout = new Dropout(0.9, Sample.Options());
        dropout.Eval();
        double[] x = Sample.Normal([50]).ToArray();
        Assert.That(dropout.Forward(Tensor.From(x)).ToArray(), Is.EqualTo(x));
    }

    [TestCase(-0.1)]
    [TestCase(1.0)]
    [TestCase(double.NaN)]
    public void RefusesWhatIsNoProbability(double probability) =>
        Assert.That(() => new Dropout(probability), Throws.TypeOf<ArgumentOutOfRangeException>());
}
