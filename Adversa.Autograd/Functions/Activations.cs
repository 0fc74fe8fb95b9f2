using Adversa.Kernels.Sources;
using Adversa.Tensors;
using static Adversa.Autograd.Node;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>max(x, 0); the derivative at 0 is 0.</summary>
    /// <param name="x">What it is applied to.</param>
    /// <param name="inPlace">See <see cref="LeakyRelu"/>.</param>
    public static Variable Relu(this Variable x, bool inPlace = false) => Record(
        Activate(Pointwise.Relu, x, inPlace),
        Vjp.OfOutput(x, static (gy, y) => LeakyReluGradient(gy, y, slope: 0)));

    /// <summary>x for x &gt; 0, else slope·x.</summary>
    /// <param name="x">What it is applied to.</param>
    /// <param name="slope">The derivative at 0 and below it.</param>
    /// <param name="inPlace">
    /// The caller needs x no more: the result may take its memory, and using x afterwards throws. x stays where it is no result
    /// of a function, a gradient needs it, another tensor looks at it, or the slope is negative.
    /// </param>
    public static Variable LeakyRelu(this Variable x, double slope, bool inPlace = false) => slope < 0
        ? Record(
            Pointwise.LeakyRelu.Apply([x.Value], [slope]),
            Vjp.Of(x, x, slope, static (gy, x, slope) => LeakyReluGradient(gy, x, slope)))
        : Record(
            Activate(Pointwise.LeakyRelu, x, inPlace, slope),
            Vjp.OfOutput(x, slope, static (gy, y, slope) => LeakyReluGradient(gy, y, slope))); // y is above 0 where x is

    /// <summary>
    /// gy for x &gt; 0, else slope·gy: linear in gy, so it is its own derivative; in x it is constant almost everywhere.
    /// </summary>
    public static Variable LeakyReluGradient(Variable gy, Variable x, double slope) => Record(
        gy.IsSpare && gy.Value.IsExpendable
            ? Pointwise.LeakyReluGradient.ApplyOver([gy.Value, x.Value], [slope])
            : Pointwise.LeakyReluGradient.Apply([gy.Value, x.Value], [slope]),
        Vjp.Of(gy, x, slope, static (ggy, x, slope) => LeakyReluGradient(ggy, x, slope)));

    /// <summary>The hyperbolic tangent.</summary>
    public static Variable Tanh(this Variable x) => Record(
        Pointwise.Tanh.Apply([x.Value]),
        Vjp.OfOutput(x, static (gy, y) => TanhGradient(gy, y)));

    /// <summary>gy·(1 − y²), the derivative of y = tanh x.</summary>
    public static Variable TanhGradient(Variable gy, Variable y) => Record(
        Pointwise.TanhGradient.Apply([gy.Value, y.Value]),
        Vjp.Of(gy, y, static (ggy, y) => TanhGradient(ggy, y)),
        Vjp.Of(y, gy, y, 0, static (ggy, gy, y, _) => -2 * ggy * gy * y));

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static Variable Sigmoid(this Variable x) => Record(
        Pointwise.Sigmoid.Apply([x.Value]),
        Vjp.OfOutput(x, static (gy, y) => SigmoidGradient(gy, y)));

    /// <summary>gy·y·(1 − y), the derivative of y = σ(x).</summary>
    public static Variable SigmoidGradient(Variable gy, Variable y) => Record(
        Pointwise.SigmoidGradient.Apply([gy.Value, y.Value]),
        Vjp.Of(gy, y, static (ggy, y) => SigmoidGradient(ggy, y)),
        Vjp.Of(y, gy, y, 0, static (ggy, gy, y, _) => ggy * gy * (1 - 2 * y)));

    /// <summary>ln(1 + eˣ), computed without overflow.</summary>
    public static Variable Softplus(this Variable x) => Record(
        Pointwise.Softplus.Apply([x.Value]),
        Vjp.Of(x, x, static (gy, x) => gy * x.Sigmoid()));

    /// <summary>exp(x)/Σexp(x) over one axis.</summary>
    public static Variable Softmax(this Variable x, int axis = -1) => Record(
        x.Value.Softmax(axis),
        Vjp.OfOutput(x, axis, static (gy, y, axis) => y * (gy - (gy * y).Sum([axis], keepDims: true))));

    /// <summary>x − log Σexp(x) over one axis.</summary>
    public static Variable LogSoftmax(this Variable x, int axis = -1) => Record(
        x.Value.Softmax(axis, logarithm: true),
        Vjp.OfOutput(x, axis, static (gy, y, axis) => gy - y.Exp() * gy.Sum([axis], keepDims: true)));

    /// <summary>
    /// Each element set to 0 with the given probability, and the others divided by 1 − probability, so that the mean stays.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1).</exception>
    public static Variable Dropout(this Variable x, double probability, RandomGenerator random)
    {
        if (probability is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(probability), probability, "Dropout: expected a probability in [0, 1).");
        }

        return x * (random.Bernoulli(x.Shape, 1 - probability, x.Value.DType, x.Value.Device) * (1 / (1 - probability)));
    }

    private static Tensor Activate(PointwiseKernel kernel, Variable x, bool inPlace, params ReadOnlySpan<double> scalars) =>
        inPlace && IsSpent(x) ? kernel.ApplyOver([x.Value], scalars) : kernel.Apply([x.Value], scalars);
}
