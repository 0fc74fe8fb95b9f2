namespace Adversa.Autograd.Modules;

/// <summary>y = x·Wᵀ + b: x [..., in] gives [..., out]. <c>weight</c> [out, in], <c>bias</c> [out].</summary>
public class Linear : WeightedLayer
{
    /// <summary>A layer with PyTorch's first values: weight and bias from U(−1/√in, 1/√in).</summary>
    public Linear(int inFeatures, int outFeatures, bool bias = true, ModuleOptions? options = null)
    {
        options ??= ModuleOptions.Default;
        Weight = Register("weight", new Parameter(options.Empty([outFeatures, inFeatures])));
        if (bias) Bias = Register("bias", new Parameter(options.Empty([outFeatures])));
        Initialization.Layer(Weight, Bias, options.Random);
    }

    /// <summary>W [out, in].</summary>
    public override Parameter Weight { get; }

    /// <summary>b [out]; null for a layer without.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input's last axis does not have the layer's size.</exception>
    public override Variable Forward(Variable x)
    {
        int expected = Weight.Shape[1];
        if (x.Shape.Rank < 2 || x.Shape[^1] != expected)
        {
            throw new ArgumentException(
                $"{this}: input {x.Value.Describe()} does not fit weight {Weight.Shape} ({Weight.Name}); " +
                $"expected [..., {expected}].");
        }

        return x.Linear(EffectiveWeight(), Bias);
    }
}
