using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

/// <summary>
/// A sample call y(x₀, x₁, …) on a device as functions of the program's own numbers. With c the cotangent of y and vᵢ the
/// direction of xᵢ: L = Σ c·y, and G = Σᵢ Σ vᵢ·∂L/∂xᵢ.
/// </summary>
internal sealed class Evaluation(FunctionCase sample, Device device, DType type, Layout layout = Layout.Dense)
{
    /// <summary>y.</summary>
    public double[] Value(double[][] x)
    {
        using TensorScope scope = TensorScope.Begin();
        return Read(sample.Call(Inputs(x)));
    }

    /// <summary>∂L/∂xᵢ.</summary>
    public double[][] First(double[][] x, double[] cotangent, bool createGraph = false)
    {
        using Tape tape = Tape.Begin();
        Variable[] inputs = Inputs(x);
        Variable y = sample.Call(inputs);
        return Read(Gradients.Of([Dot(y, Place(cotangent, y.Shape))], inputs, createGraph, allowUnused: true));
    }

    /// <summary>∂(Σ y)/∂xᵢ: the cotangent is one number that stands for all.</summary>
    public double[][] FirstOfSum(double[][] x)
    {
        using Tape tape = Tape.Begin();
        Variable[] inputs = Inputs(x);
        return Read(Gradients.Of([sample.Call(inputs).Sum()], inputs, allowUnused: true));
    }

    /// <summary>∂G/∂xᵢ, and as the last one ∂G/∂c.</summary>
    public double[][] Second(double[][] x, double[] cotangent, double[][] directions)
    {
        using Tape tape = Tape.Begin();
        Variable[] inputs = Inputs(x);
        Variable y = sample.Call(inputs);
        Variable c = Place(cotangent, y.Shape);
        Variable[] first = Gradients.Of([Dot(y, c)], inputs, createGraph: true, allowUnused: true);
        Variable[] parts = [.. first.Select((gradient, i) => Dot(gradient, Place(directions[i], gradient.Shape)))];
        return Read(Gradients.Of(parts, [.. inputs, c], allowUnused: true));
    }

    private static double[][] Read(Variable[] variables) => [.. variables.Select(Read)];

    private static double[] Read(Variable variable) => variable.Value.ToDoubles();

    private Variable[] Inputs(double[][] x) => [.. sample.Inputs.Select((input, i) => Place(x[i], input.Shape))];

    private Variable Place(double[] numbers, Shape shape) => new(layout.Place(numbers, shape, type, device), requiresGrad: true);

    /// <summary>Σ a·b. What flows back into a lies in memory as the layout says.</summary>
    private Variable Dot(Variable a, Variable b) => layout == Layout.Reversed
        ? (a.Permute(Layouts.ReversedAxes(a.Shape)) * b.Permute(Layouts.ReversedAxes(b.Shape))).Sum()
        : (a * b).Sum();
}
