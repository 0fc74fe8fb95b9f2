using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>Each sample under another shape: x [N, ...] gives [N, sizes]. PyTorch's Unflatten.</summary>
public sealed class Reshape(params int[] sizes) : Module
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A sample has another number of elements.</exception>
    public override Variable Forward(Variable x) => x.Reshape([x.Shape[0], .. sizes]);
}
