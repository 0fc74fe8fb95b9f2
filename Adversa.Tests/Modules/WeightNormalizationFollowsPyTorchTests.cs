using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Verification;
using Adversa.Tensors;
using Adversa.Tests.Fixtures;

namespace Adversa.Tests.Modules;

/// <summary>
/// A step of layers with a normalized weight, two forward passes and a gradient penalty, gives what it gives in PyTorch. What is
/// in the file says scripts/fixtures/make_weight_normalization.py.
/// </summary>
internal sealed class WeightNormalizationFollowsPyTorchTests
{
    // Sums of some tens of terms in another order, cubed and differentiated.
    private const double Tolerance = 1e-12;

    private static readonly Lazy<StateDict> File = new(() => StateDict.Load(Fixture.PathOf(Fixture.WeightNormalization)));

    [Test]
    public void AStepIsThatOfPyTorch(
        [Values("spectral", "weight")] string kind, [Values("linear", "conv", "transposed")] string name)
    {
        using Tape tape = Tape.Begin();
        using WeightedLayer layer = Make(kind, name);
        string prefix = $"{kind}/{name}/";
        Assert.That(layer.StateDict().Names, Is.EqualTo(File.Value.Metadata[prefix[..^1]].Split(' ')));
        layer.LoadStateDict(State("before"));
        Variable x0 = new(File.Value.ToTensor(prefix + "x0"), requiresGrad: true), x1 = File.Value.ToTensor(prefix + "x1");

        Variable y0 = layer.Forward(x0), y1 = layer.Forward(x1);
        Check("y0", y0.Value);
        Check("y1", y1.Value);
        Variable slope = Gradients.Of(y0.Square().Sum(), x0, createGraph: true);
        (y0.Square().Sum() + y1.Power(3).Sum() + slope.Square().Sum()).Backward(layer.Parameters.ToArray<Variable>());

        foreach ((string path, Parameter parameter) in layer.NamedParameters()) Check($"gradient.{path}", parameter.Gradient!);
        foreach (string path in layer.StateDict().Names) Check($"after.{path}", layer.StateDict().ToTensor(path));
        layer.Eval();
        Check("evaluated", layer.Forward(x0).Value);

        StateDict State(string when)
        {
            var state = new StateDict();
            foreach (string path in layer.StateDict().Names)
                state.Add(path, File.Value.ToTensor($"{prefix}{when}.{path}"));
            return state;
        }

        void Check(string what, Tensor actual)
        {
            Comparison comparison = Comparison.Of(
                what, actual.ToArray<double>(), File.Value.Values<double>(prefix + what).ToArray());
            Assert.That(comparison.Error, Is.LessThanOrEqualTo(Tolerance), comparison.Where);
        }
    }

    private static WeightedLayer Make(string kind, string name)
    {
        ModuleOptions options = Sample.Options();
        WeightedLayer layer = name switch
        {
            "linear" => new Linear(5, 3, options: options),
            "conv" => new Conv2d(2, 3, (3, 2), stride: 2, padding: 1, options: options),
            _ => new ConvTranspose2d(3, 2, (3, 2), stride: 2, padding: 1, options: options),
        };
        return kind == "spectral" ? SpectralNorm.Of(layer, powerIterations: 2, options: options) : WeightNorm.Of(layer);
    }
}
