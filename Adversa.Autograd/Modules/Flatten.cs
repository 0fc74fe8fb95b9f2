namespace Adversa.Autograd.Modules;

/// <summary>All axes from the given one on as one: [N,C,H,W] gives [N, C·H·W].</summary>
public sealed class Flatten(int firstAxis = 1) : Module
{
    /// <inheritdoc/>
    public override Variable Forward(Variable x) => x.Flatten(firstAxis);
}
