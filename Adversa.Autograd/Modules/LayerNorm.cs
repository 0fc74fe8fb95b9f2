using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// Layer normalization over the last axes of x [..., shape], each sample by itself: γ·(x − mean)/√(variance + ε) + β (Ba et al.,
/// 2016). <c>weight</c> γ and <c>bias</c> β have the normalized shape.
/// </summary>
public sealed class LayerNorm : NormalizationLayer
{
    private readonly Shape _shape;

    /// <summary>A layer with γ = 1 and β = 0.</summary>
    /// <param name="shape">The sizes of the last axes.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="options">Element type and device.</param>
    public LayerNorm(Shape shape, double epsilon = 1e-5, bool affine = true, ModuleOptions? options = null)
        : base(shape, epsilon, affine, options) => _shape = shape;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last axes of the input have other sizes.</exception>
    public override Variable Forward(Variable x) => Functions.LayerNorm(x, _shape, Weight, Bias, Epsilon);
}
