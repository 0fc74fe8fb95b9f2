using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd;

/// <summary>Reverse-mode differentiation of any order.</summary>
public static class Gradients
{
    /// <summary>
    /// ∂(Σ outputs)/∂input for each input. With <paramref name="createGraph"/> the gradients are themselves recorded, so that
    /// they can be part of a loss and be differentiated again.
    /// </summary>
    /// <param name="outputs">What is differentiated; each is summed over its elements.</param>
    /// <param name="inputs">Leaves, or variables in the middle of the graph.</param>
    /// <param name="createGraph">Record the gradients. Keeps the graph, too.</param>
    /// <param name="retainGraph">
    /// Keep the graph for another pass. Otherwise it is released on the way, with the values between inputs and outputs.
    /// </param>
    /// <param name="allowUnused">An input that no output depends on has the gradient 0 instead of being an error.</param>
    /// <exception cref="InvalidOperationException">
    /// An output does not depend on an input, the graph was released already, or gradients are to be recorded while recording
    /// is off.
    /// </exception>
    public static Variable[] Of(
        ReadOnlySpan<Variable> outputs, ReadOnlySpan<Variable> inputs,
        bool createGraph = false, bool retainGraph = false, bool allowUnused = false)
    {
        if (createGraph && !Tape.IsRecording)
        {
            throw new InvalidOperationException(
                "Gradients.Of: createGraph records the gradients, but recording is off; call it inside a Tape, outside NoGrad.");
        }

        var pass = new BackwardPass(inputs.ToArray(), createGraph, retainGraph || createGraph);
        foreach (Variable output in outputs)
            pass.Seed(output, Tensor.Ones(output.Shape, output.Value.DType, output.Value.Device));
        pass.Run();
        var gradients = new Variable[inputs.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            Variable input = inputs[i];
            gradients[i] = pass.GradientOf(input) ?? (allowUnused
                ? new Variable(Tensor.Zeros(input.Shape, input.Value.DType, input.Value.Device))
                : throw new InvalidOperationException(
                    $"Gradients.Of: no output depends on input {i}, {input.Value.Describe()}; pass allowUnused to get zeros."));
        }

        return gradients;
    }

    /// <summary>The gradient of one output with respect to one input; see the other overload.</summary>
    public static Variable Of(Variable output, Variable input, bool createGraph = false, bool retainGraph = false) =>
        Of([output], [input], createGraph, retainGraph)[0];

    /// <summary>Adds the gradients of a loss to its leaves: all that require one, or the given ones.</summary>
    internal static void Backward(Variable loss, Variable[]? leaves, bool retainGraph)
    {
        if (loss.Value.Count != 1)
        {
            throw new InvalidOperationException(
                $"Backward starts from one number, not from {loss.Value.Describe()}; take its Sum or Mean.");
        }

        if (loss.Creator is null && !loss.RequiresGrad)
        {
            throw new InvalidOperationException(
                "Backward: the loss was not recorded; compute it inside a Tape, outside NoGrad, " +
                "from a variable that requires a gradient.");
        }

        foreach (Variable leaf in leaves ?? [])
        {
            if (leaf.Creator is { } creator)
            {
                throw new ArgumentException(
                    $"Backward: {leaf.Value.Describe()} was made by {creator.Function} and collects no gradient; " +
                    "use Gradients.Of.");
            }

            if (!leaf.RequiresGrad) throw new ArgumentException($"Backward: {leaf.Value.Describe()} requires no gradient.");
        }

        using TensorScope scope = TensorScope.Begin();
        var pass = new BackwardPass(leaves, createGraph: false, retainGraph);
        pass.Seed(loss, Tensor.Ones(loss.Shape, loss.Value.DType, loss.Value.Device));
        pass.Run();
        pass.AccumulateIntoLeaves();
    }
}
