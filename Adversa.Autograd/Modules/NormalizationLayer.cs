using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// What normalizations of each sample by itself have in common: γ and β, and nothing to remember, so that training and evaluation
/// are the same. <c>weight</c> γ and <c>bias</c> β, unless not affine.
/// </summary>
public abstract class NormalizationLayer : Module
{
    private protected NormalizationLayer(Shape affineShape, double epsilon, bool affine, ModuleOptions? options)
    {
        Epsilon = epsilon;
        if (!affine) return;
        options ??= ModuleOptions.Default;
        Weight = Register("weight", new Parameter(options.Empty(affineShape).Fill(1)));
        Bias = Register("bias", new Parameter(options.Empty(affineShape).Fill(0)));
    }

    /// <summary>γ, 1 at first; null for a layer that is not affine.</summary>
    public Parameter? Weight { get; }

    /// <summary>β, 0 at first; null for a layer that is not affine.</summary>
    public Parameter? Bias { get; }

    /// <summary>ε, which is added to the variance.</summary>
    private protected double Epsilon { get; }

    /// <summary>Throws where statistics would be those of a single number, which normalization turns into 0.</summary>
    private protected void RequireSeveral(Variable x, int count, string what)
    {
        if (count > 1) return;
        throw new ArgumentException(
            $"{this}: the statistics need more than one value per {what}, but the input is {x.Value.Describe()}.");
    }
}
