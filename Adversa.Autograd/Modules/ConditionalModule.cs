using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>A module whose function depends on the class of each sample.</summary>
public abstract class ConditionalModule : Module
{
    /// <summary>The function of samples x [N,...] and their classes, int32 or int64 [N].</summary>
    public abstract Variable Forward(Variable x, Tensor labels);

    /// <summary>There is no function of x alone.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public sealed override Variable Forward(Variable x) =>
        throw new NotSupportedException($"{this} depends on the class of each sample; call Forward with labels.");
}
