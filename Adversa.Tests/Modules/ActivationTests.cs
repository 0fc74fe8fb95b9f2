using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class ActivationTests
{
    private static readonly TestCaseData[] Activations =
    [
        Of(new ReLU(), x => Math.Max(x, 0)),
        Of(new LeakyReLU(), x => x > 0 ? x : 0.01 * x),
        Of(new LeakyReLU(0.2), x => x > 0 ? x : 0.2 * x),
        Of(new Tanh(), Math.Tanh),
        Of(new Sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        Of(new Softplus(), x => Math.Log(1 + Math.Exp(x))),
    ];

    [TestCaseSource(nameof(Activations))]
    public void IsItsFormula(Module module, Func<double, double> formula)
    {
        using TensorScope scope = TensorScope.Begin();
        double[] x = Sample.Normal([3, 37]).ToArray();
        Assert.That(module.Forward(Tensor.From(x)).ToArray(), Is.EqualTo(x.Select(formula)).Within(Sample.Tolerance));
        Assert.That(module.StateDict(), Is.Empty);
    }

    private static TestCaseData Of(Module module, Func<double, double> formula) => new(module, formula);
}
