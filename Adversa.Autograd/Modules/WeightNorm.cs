using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// Weight normalization: the layer uses g·v/‖v‖, a direction and a length for each output (Salimans and Kingma, 2016).
/// <c>weight_g</c> has the sizes of the weight at one axis and 1 elsewhere; <c>weight_v</c> is the layer's stored weight.
/// </summary>
public sealed class WeightNorm : WeightNormalization
{
    private readonly Parameter _v;

    private WeightNorm(Parameter v, int axis)
    {
        _v = v;
        axis = v.Shape.NormalizeAxis(axis);
        int[] sizes = [.. Enumerable.Range(0, v.Shape.Rank).Select(i => i == axis ? v.Shape[i] : 1)];
        using TensorScope scope = TensorScope.Begin();
        using NoGrad constant = NoGrad.Begin();
        Length = new Parameter(v.Square().SumTo(Shape.Create(sizes)).Sqrt().Value.Clone());
    }

    /// <summary>g, at first ‖v‖, so that the layer does what it did.</summary>
    public Parameter Length { get; }

    internal override IEnumerable<(string Name, Parameter Parameter)> Parameters => [("weight_g", Length), ("weight_v", _v)];

    /// <summary>Normalizes the weight of a layer, after its initialization and before an optimizer is made.</summary>
    /// <param name="layer">A linear layer, a convolution, a transposed convolution or an embedding.</param>
    /// <param name="axis">
    /// The axis with a length for each position; null for the outputs'. PyTorch takes 0 even for a transposed convolution, whose
    /// outputs are axis 1.
    /// </param>
    /// <returns>The layer.</returns>
    /// <exception cref="ArgumentException">The weight has no such axis.</exception>
    /// <exception cref="InvalidOperationException">The layer has a normalization or an optimizer already.</exception>
    public static TLayer Of<TLayer>(TLayer layer, int? axis = null) where TLayer : WeightedLayer
    {
        layer.Normalize(new WeightNorm(layer.Weight, axis ?? layer.OutputAxis));
        return layer;
    }

    internal override Variable Apply(bool isTraining) => Functions.WeightNorm(_v, Length);
}
