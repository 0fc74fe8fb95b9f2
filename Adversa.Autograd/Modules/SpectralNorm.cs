using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// Spectral normalization: the layer uses W/σ, whose largest singular value is 1, W being the matrix [out, all other axes] of the
/// stored weight (Miyato et al., 2018). Each forward pass in training makes v = Wᵀu/‖Wᵀu‖ and u = Wv/‖Wv‖ some steps better;
/// σ = uᵀWv. In evaluation both stay. <c>weight_orig</c> is the stored weight, <c>weight_u</c> [out] and <c>weight_v</c> are
/// buffers.
/// </summary>
public sealed class SpectralNorm : WeightNormalization
{
    /// <summary>
    /// Power iterations at construction: with random u and v, σ would be far too small and the first steps too large.
    /// </summary>
    private const int FirstIterations = 15;

    /// <summary>From so many steps on, a power of the matrix is cheaper.</summary>
    private const int FewestByPowers = 12;

    private readonly Parameter _weight;
    private readonly Tensor _u, _v;
    private readonly int _axis, _iterations;
    private readonly double _epsilon;

    private SpectralNorm(WeightedLayer layer, int iterations, double epsilon, RandomGenerator random)
    {
        (_weight, _axis, _iterations, _epsilon) = (layer.Weight, layer.OutputAxis, iterations, epsilon);
        Tensor weight = _weight.Value;
        int rows = weight.Shape[_axis];
        _u = random.Normal([rows], type: weight.DType, device: weight.Device);
        _v = Tensor.Empty([weight.Count / Math.Max(rows, 1)], weight.DType, weight.Device);
        Iterate(Math.Max(FirstIterations, iterations));
        if (new Variable(_u).Square().Sum().Item() > 0) return;
        throw new ArgumentException(
            $"SpectralNorm: {weight.Describe()} of {layer} is 0 and has no singular vectors; initialize it before.",
            nameof(layer));
    }

    internal override IEnumerable<(string Name, Parameter Parameter)> Parameters => [("weight_orig", _weight)];

    internal override IEnumerable<(string Name, Tensor Buffer)> Buffers => [("weight_u", _u), ("weight_v", _v)];

    /// <summary>Normalizes the weight of a layer, after its initialization and before an optimizer is made.</summary>
    /// <param name="layer">A linear layer, a convolution, a transposed convolution or an embedding.</param>
    /// <param name="powerIterations">
    /// How many steps each forward pass in training takes. Where training makes the two largest singular values cross, u lags
    /// behind, and W/σ is some percent too large for a while; more steps make that less, by about the root of their number, and
    /// their cost grows with its logarithm alone: hundreds are fine.
    /// </param>
    /// <param name="epsilon">The smallest norm that a vector is divided by.</param>
    /// <param name="options">Where the first u comes from; type and device are the weight's.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than one step.</exception>
    /// <exception cref="ArgumentException">The weight is 0.</exception>
    /// <exception cref="InvalidOperationException">The layer has a normalization or an optimizer already.</exception>
    public static TLayer Of<TLayer>(
        TLayer layer, int powerIterations = 1, double epsilon = 1e-12, ModuleOptions? options = null) where TLayer : WeightedLayer
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(powerIterations, 1);
        layer.Normalize(new SpectralNorm(layer, powerIterations, epsilon, (options ?? ModuleOptions.Default).Random));
        return layer;
    }

    internal override Variable Apply(bool isTraining)
    {
        if (isTraining) Iterate(_iterations);

        // Copies, as the graph keeps u and v until backward, and the layer may be called again before: D on real and on fake.
        return Functions.SpectralNorm(_weight, _u.Clone(), _v.Clone(), _axis);
    }

    /// <summary>
    /// count times v = Wᵀu/‖Wᵀu‖ and u = Wv/‖Wv‖. All but one of many steps are one product with a power of WWᵀ, or of WᵀW where
    /// that is smaller: the power takes some log₂(count) products of small matrices instead of 2·count with a vector.
    /// </summary>
    private void Iterate(int count)
    {
        using TensorScope scope = TensorScope.Begin();
        using NoGrad constant = NoGrad.Begin();
        Variable w = Functions.AsMatrix(_weight, _axis), u = _u.Reshape(-1, 1), v = _v.Reshape(-1, 1);
        bool isWide = w.Shape[0] <= w.Shape[1];
        int single = count < FewestByPowers ? count : 1;
        for (int i = 0; i < single; i++)
        {
            if (single < count && isWide) u = TimesPower(w.MatMul(w.Transpose()), count - 1, u);
            v = Unit(w.Transpose().MatMul(u));
            if (single < count && !isWide) v = TimesPower(w.Transpose().MatMul(w), count - 1, v);
            u = Unit(w.MatMul(v));
        }

        _u.CopyFrom(u.Value.Reshape(_u.Shape));
        _v.CopyFrom(v.Value.Reshape(_v.Shape));
    }

    /// <summary>The direction of mᵉx, by squaring m; each square is brought back to norm 1, so that nothing overflows.</summary>
    private Variable TimesPower(Variable m, int exponent, Variable x)
    {
        for (m = Unit(m); exponent > 0; exponent >>= 1, m = Unit(m.MatMul(m)))
        {
            if ((exponent & 1) == 1) x = Unit(m.MatMul(x));
        }

        return x;
    }

    private Variable Unit(Variable x) => x / x.Square().Sum().Sqrt().Clamp(_epsilon, double.PositiveInfinity);
}
