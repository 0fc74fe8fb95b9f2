namespace Adversa.Autograd.Modules;

/// <summary>max(x, 0).</summary>
public sealed class ReLU : Module
{
    /// <inheritdoc/>
    public override Variable Forward(Variable x) => x.Relu();
}

/// <summary>x for x &gt; 0, else slope·x.</summary>
public sealed class LeakyReLU(double slope = 0.01) : Module
{
    /// <inheritdoc/>
    public override Variable Forward(Variable x) => x.LeakyRelu(slope);
}

/// <summary>The hyperbolic tangent.</summary>
public sealed class Tanh : Module
{
    /// <inheritdoc/>
    public override Variable Forward(Variable x) => x.Tanh();
}

/// <summary>1/(1 + e⁻ˣ).</summary>
public sealed class Sigmoid : Module
{
    /// <inheritdoc/>
    public override Variable Forward(Variable x) => x.Sigmoid();
}

/// <summary>ln(1 + eˣ).</summary>
public sealed class Softplus : Module
{
    /// <inheritdoc/>
    public override Variable Forward(Variable x) => x.Softplus();
}
