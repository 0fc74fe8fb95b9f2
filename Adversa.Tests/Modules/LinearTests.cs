using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class LinearTests
{
    [TestCase(1, 1, 1, true)]
    [TestCase(3, 5, 7, true)]
    [TestCase(3, 5, 7, false)]
    public void GivesEachOutputItsWeightedSum(int batch, int inFeatures, int outFeatures, bool bias)
    {
        using TensorScope scope = TensorScope.Begin();
        using var layer = new Linear(inFeatures, outFeatures, bias, Sample.Options());
        Variable x = Sample.Normal([batch, inFeatures]);
        double[] input = x.ToArray(), weight = layer.Weight.ToArray(), added = layer.Bias?.ToArray() ?? new double[outFeatures];
        IEnumerable<double> expected =
            from n in Enumerable.Range(0, batch)
            from o in Enumerable.Range(0, outFeatures)
            select added[o] + Enumerable.Range(0, inFeatures).Sum(i => input[n * inFeatures + i] * weight[o * inFeatures + i]);
        Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(expected).Within(Sample.Tolerance));
    }

    [Test]
    public void RefusesOtherFeatures()
    {
        using TensorScope scope = TensorScope.Begin();
        using var network = new Sequential(new Linear(128, 1, options: Sample.Options()));
        Assert.That(() => network.Forward(Sample.Normal([64, 100])), Throws.ArgumentException.With.Message.EqualTo(
            "Linear: input float64 [64,100] does not fit weight [1,128] (0.weight); expected [..., 128]."));
    }

    [Test]
    public void LivesWhereTheOptionsSay()
    {
        using var layer = new Linear(2, 2, options: Sample.Options(type: DType.Float32));
        Assert.That(layer.Weight.Value.DType, Is.EqualTo(DType.Float32));
    }
}
