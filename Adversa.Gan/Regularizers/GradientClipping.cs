using Adversa.Autograd;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// Limits the gradients that parameters have collected: between the backward pass and the optimizer's step. Parameters without a
/// gradient are passed over. Norms and scales stay on the device: nothing here waits for it.
/// </summary>
public static class GradientClipping
{
    // So that gradients of 0 are not divided by 0; PyTorch adds the same.
    private const double Epsilon = 1e-6;

    /// <summary>
    /// The square of the 2-norm of all gradients together, as if they were one vector: Σ‖gᵢ‖², a scalar of the current scope; 0
    /// without gradients.
    /// </summary>
    /// <exception cref="ArgumentException">There are no parameters.</exception>
    public static Tensor SquaredNorm(IReadOnlyList<Parameter> parameters)
    {
        if (parameters.Count == 0) throw new ArgumentException("GradientClipping: found no parameters, expected at least one.");
        using TensorScope scope = TensorScope.Begin();
        Tensor? sum = null;
        foreach (Tensor gradient in Gradients(parameters))
        {
            Tensor square = Pointwise.Square.Apply([gradient]).Sum();
            sum = sum is null ? square : sum + square;
        }

        Tensor like = parameters[0].Value;
        return scope.Keep(sum ?? Tensor.Zeros([], like.DType, like.Device));
    }

    /// <summary>
    /// All gradients times min(1, limit/(norm + 10⁻⁶)), where norm is that of all together: the direction of the step stays
    /// (Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, 2013, algorithm 1). A norm that is
    /// no number makes all gradients so: a broken step is not hidden.
    /// </summary>
    /// <returns>The square of the norm before: <see cref="SquaredNorm"/>.</returns>
    /// <exception cref="ArgumentException">The limit is not above 0, or there are no parameters.</exception>
    public static Tensor ByNorm(IReadOnlyList<Parameter> parameters, double limit)
    {
        RequirePositive(limit);
        Tensor squaredNorm = SquaredNorm(parameters);
        using TensorScope scope = TensorScope.Begin();
        Tensor norm = Pointwise.Sqrt.Apply([squaredNorm]);
        Tensor ratio = Pointwise.Reciprocal.Apply([(norm + Epsilon) / limit]);
        Tensor scale = Pointwise.Clamp.Apply([ratio], [0, 1]);
        foreach (Tensor gradient in Gradients(parameters)) gradient.CopyFrom(gradient * scale);
        return squaredNorm;
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
