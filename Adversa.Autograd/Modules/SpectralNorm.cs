using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// Spectral normalization: the layer uses W/σ, whose largest singular value is 1, W being the matrix [out, all other axes] of the
/// stored weight (Miyato et al., 2018). Each forward pass in training makes v = Wᵀu/‖Wᵀu‖ and u = Wv/‖Wv‖ some steps better;
/// σ = uᵀWv. In evaluation both stay. <c>weight_orig</c> is the stored weight, <c>weight_u</c> [out] and <c>weight_v</c> are
/// buffers.
/// </summary>
/// <remarks>
/// How far σ falls behind: where u has a part c along the first singular vector (c = |uᵀu₁|), m steps leave
/// 1 − (σ/σ₁)² ≤ (1 + ln 2m − 2 ln c)/2m, whatever the other singular values are. In training they cross all the time, and u has
/// to turn from one vector to another. After 1024 steps W/σ is at most 1% too large for every c above 1e-6.
/// </remarks>
public sealed class SpectralNorm : WeightNormalization
{
    /// <summary>
    /// Power iterations at construction: with random u and v, σ would be far too small and the first steps too large.
    /// </summary>
    private const int FirstIterations = 15;

    /// <summary>Up to here steps are made one after the other, which is what PyTorch does, to the last bits.</summary>
    private const int MostSingleIterations = 16;

    /// <summary>Power iterations that keep W/σ within 1% of its largest singular value 1 while it is trained.</summary>
    public const int AccurateIterations = 1024;

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
        Iterate(FirstIterations);
        if (!IsZero(_u)) return;
        throw new ArgumentException(
            $"SpectralNorm: {weight.Describe()} of {layer} is 0 and has no singular vectors; initialize it before.",
            nameof(layer));
    }

    internal override IEnumerable<(string Name, Parameter Parameter)> Parameters => [("weight_orig", _weight)];

    internal override IEnumerable<(string Name, Tensor Buffer)> Buffers => [("weight_u", _u), ("weight_v", _v)];

    /// <summary>Normalizes the weight of a layer, after its initialization and before an optimizer is made.</summary>
    /// <param name="layer">A linear layer, a convolution, a transposed convolution or an embedding.</param>
    /// <param name="powerIterations">
    /// How many steps each forward pass in training takes. One, as PyTorch takes, lets W/σ become 20% too large in the training
    /// of a GAN; <see cref="AccurateIterations"/> keep it within 1%. More than 16 are made at once, by powers of WWᵀ or WᵀW,
    /// whichever is smaller: their costs grow with the logarithm of their number.
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

    /// <summary>
    /// Makes u and v better as a forward pass in training does: for a weight that was changed by something else than training.
    /// </summary>
    public void Iterate() => Iterate(_iterations);

    internal override Variable Apply(bool isTraining)
    {
        if (isTraining) Iterate(_iterations);

        // Copies, as the graph keeps u and v until backward, and the layer may be called again before: D on real and on fake.
        return Functions.SpectralNorm(_weight, _u.Clone(), _v.Clone(), _axis);
    }

    private static bool IsZero(Tensor x)
    {
        using TensorScope scope = TensorScope.Begin();
        return !(new Variable(x).Square().Sum().Item() > 0); // not a number is no direction either
    }

    private void Iterate(int count)
    {
        using TensorScope scope = TensorScope.Begin();
        using NoGrad constant = NoGrad.Begin();
        Variable w = Functions.AsMatrix(_weight, _axis), u = _u.Reshape(-1, 1), v = _v.Reshape(-1, 1);
        if (count > MostSingleIterations)
        {
            u = Advance(Unit(w), u, count - 1);
            count = 1;
        }

        for (int i = 0; i < count; i++)
        {
            v = Unit(w.Transpose().MatMul(u));
            u = Unit(w.MatMul(v));
        }

        _u.CopyFrom(u.Value.Reshape(_u.Shape));
        _v.CopyFrom(v.Value.Reshape(_v.Shape));
    }

    /// <summary>
    /// The direction of (WWᵀ)ⁿu, with powers of the smaller of WWᵀ and WᵀW. W has length 1, so that they do not vanish.
    /// </summary>
    private Variable Advance(Variable w, Variable u, int n)
    {
        Variable transposed = w.Transpose();
        if (w.Shape[0] <= w.Shape[1]) return TimesPower(w.MatMul(transposed), n, u);
        return w.MatMul(TimesPower(transposed.MatMul(w), n - 1, transposed.MatMul(u)));
    }

    /// <summary>The direction of Mⁿx, n &gt; 0, by the binary digits of n.</summary>
    private Variable TimesPower(Variable m, int n, Variable x)
    {
        for (; ; m = Unit(m.MatMul(m)))
        {
            if ((n & 1) != 0) x = Unit(m.MatMul(x));
            n >>= 1;
            if (n == 0) return x;
        }
    }

    private Variable Unit(Variable x) => x / x.Square().Sum().Sqrt().Clamp(_epsilon, double.PositiveInfinity);
}
