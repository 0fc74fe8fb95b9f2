namespace Adversa.Autograd.Modules;

/// <summary>max(x, 0).</summary>
/// <param name="inPlace">See <see cref="LeakyReLU"/>.</param>
public sealed class ReLU(bool inPlace = false) : Module
{
    /// <inheritdoc/>
    public override Variable Forward(Variable x) => x.Relu(inPlace);
}

/// <summary>x for x &gt; 0, else slope·x.</summary>
/// <param name="slope">The derivative at 0 and below it.</param>
/// <param name="inPlace">
/// Nobody but this layer needs its input, so that the output may take its memory: right behind a convolution or a normalization
/// whose output goes nowhere else. Where a gradient needs the input all the same, it stays.
/// </param>
public sealed class LeakyReLU(double slope = 0.01, bool inPlace = false) : Module
{
    /// <inheritdoc/>
    public override Variable Forward(Variable x) => x.LeakyRelu(slope, inPlace);
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
