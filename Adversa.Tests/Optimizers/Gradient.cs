using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Tests.Optimizers;

/// <summary>Gradients by hand.</summary>
internal static class Gradient
{
    /// <summary>Adds numbers to a float64 parameter's gradient, as a backward pass does.</summary>
    public static void SetGradient(this Parameter parameter, double[] gradient)
    {
        using Tape tape = Tape.Begin();
        (parameter * Tensor.From(gradient, parameter.Shape)).Sum().Backward();
    }

    /// <summary>A float64 parameter's elements.</summary>
    public static double[] Elements(this Parameter parameter) => parameter.Value.ToArray<double>();
}
