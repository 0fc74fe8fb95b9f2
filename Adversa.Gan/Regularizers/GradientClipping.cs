using Adversa.Autograd;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// Limits the gradients that parameters have collected: between the backward pass and the optimizer's step. Parameters without a
/// gradient are passed over.
/// </summary>
public static class GradientClipping
{
    // So that gradients of 0 are not divided by 0; PyTorch adds the same.
    private const double Epsilon = 1e-6;

    /// <summary>
    /// The 2-norm of all gradients together, as if they were one vector: √(Σ‖gᵢ‖²). For metrics, too.
    /// </summary>
    public static double Norm(IEnumerable<Parameter> parameters)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor? sum = null;
        foreach (Tensor gradient in Gradients(parameters))
        {
            Tensor square = Pointwise.Square.Apply([gradient]).Sum();
            sum = sum is null ? square : sum + square;
        }

        return Math.Sqrt(sum?.Item() ?? 0);
    }

    /// <summary>
    /// All gradients times min(1, limit/(norm + 10⁻⁶)), where norm is that of all together: the direction of the step stays
    /// (Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, 2013, algorithm 1). A norm that is
    /// no number makes all gradients so: a broken step is not hidden.
    /// </summary>
    /// <returns>The norm before.</returns>
    /// <exception cref="ArgumentException">The limit is not above 0.</exception>
    public static double ByNorm(IEnumerable<Parameter> parameters, double limit)
    {
        RequirePositive(limit);
        Parameter[] all = [.. parameters];
        double norm = Norm(all), scale = limit / (norm + Epsilon);
        if (scale >= 1) return norm;
        using TensorScope scope = TensorScope.Begin();
        foreach (Tensor gradient in Gradients(all)) gradient.CopyFrom(gradient * scale);
        return norm;
    }

    /// <summary>Each element of every gradient limited to [−limit, limit].</summary>
    /// <exception cref="ArgumentException">The limit is not above 0.</exception>
    public static void ByValue(IEnumerable<Parameter> parameters, double limit)
    {
        RequirePositive(limit);
        using TensorScope scope = TensorScope.Begin();
        foreach (Tensor gradient in Gradients(parameters))
            gradient.CopyFrom(Pointwise.Clamp.Apply([gradient], [-limit, limit]));
    }

    private static IEnumerable<Tensor> Gradients(IEnumerable<Parameter> parameters) =>
        parameters.Select(parameter => parameter.Gradient).OfType<Tensor>();

    private static void RequirePositive(double limit)
    {
        if (limit > 0) return;
        throw new ArgumentException(
            FormattableString.Invariant($"GradientClipping: found limit {limit}, expected a number above 0."));
    }
}
