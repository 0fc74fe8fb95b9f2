using Adversa.Kernels.Sources;
using Adversa.Tensors;
using static Adversa.Autograd.Node;

namespace Adversa.Autograd;

/// <summary>
/// The differentiable functions. Each is its value and, for each input, the vector-Jacobian product written with functions of
/// this same class, so that derivatives of any order come by themselves.
/// </summary>
public static partial class Functions
{
    /// <summary>a + b, broadcast by NumPy's rules.</summary>
    /// <param name="a">One term.</param>
    /// <param name="b">The other.</param>
    /// <param name="inPlace">
    /// The caller needs neither term any more, as with the branches of a residual block: the sum may take the memory of a, if
    /// both have one shape, and b is given back. Using them afterwards throws. Each stays where <see cref="LeakyRelu"/> would
    /// let it stay.
    /// </param>
    public static Variable Add(Variable a, Variable b, bool inPlace = false)
    {
        Variable sum = Record(
            inPlace && a.Shape == b.Shape && IsSpent(a)
                ? Pointwise.Add.ApplyOver([a.Value, b.Value])
                : Pointwise.Add.Apply([a.Value, b.Value]),
            Vjp.Of(a, a.Shape, static (gy, shape) => gy.SumTo(shape)),
            Vjp.Of(b, b.Shape, static (gy, shape) => gy.SumTo(shape)));
        if (inPlace) b.GiveBack();
        return sum;
    }

    /// <summary>a − b, broadcast.</summary>
    public static Variable Subtract(Variable a, Variable b) => Record(
        Pointwise.Subtract.Apply([a.Value, b.Value]),
        Vjp.Of(a, a.Shape, static (gy, shape) => gy.SumTo(shape)),
        Vjp.Of(b, b.Shape, static (gy, shape) => (-gy).SumTo(shape)));

    /// <summary>a·b, element by element, broadcast.</summary>
    public static Variable Multiply(Variable a, Variable b) => Record(
        Pointwise.Multiply.Apply([a.Value, b.Value]),
        Vjp.Of(a, b, a.Shape, static (gy, b, shape) => (gy * b).SumTo(shape)),
        Vjp.Of(b, a, b.Shape, static (gy, a, shape) => (gy * a).SumTo(shape)));

    /// <summary>a / b, element by element, broadcast.</summary>
    public static Variable Divide(Variable a, Variable b) => Record(
        Pointwise.Divide.Apply([a.Value, b.Value]),
        Vjp.Of(a, b, a.Shape, static (gy, b, shape) => (gy / b).SumTo(shape)),
        Vjp.Of(b, a, b, b.Shape, static (gy, a, b, shape) => (-gy * a / b.Square()).SumTo(shape)));

    /// <summary>scale·x + shift for two numbers.</summary>
    public static Variable Affine(this Variable x, double scale, double shift) => Record(
        Pointwise.Affine.Apply([x.Value], [scale, shift]),
        Vjp.Of(x, scale, static (gy, scale) => gy.Affine(scale, 0)));

    /// <summary>|x|; the derivative at 0 is 0.</summary>
    public static Variable Abs(this Variable x) => Record(
        Pointwise.Abs.Apply([x.Value]),
        Vjp.Of(x, x, static (gy, x) => gy * Pointwise.Sign.Apply([x.Value])));

    /// <summary>x².</summary>
    public static Variable Square(this Variable x) => Record(
        Pointwise.Square.Apply([x.Value]),
        Vjp.Of(x, x, static (gy, x) => 2 * gy * x));

    /// <summary>√x for x ≥ 0; the derivative at 0 is infinite.</summary>
    public static Variable Sqrt(this Variable x) => Record(
        Pointwise.Sqrt.Apply([x.Value]),
        Vjp.OfOutput(x, static (gy, y) => gy / (2 * y)));

    /// <summary>1/√x for x &gt; 0.</summary>
    public static Variable Rsqrt(this Variable x) => Record(
        Pointwise.Rsqrt.Apply([x.Value]),
        Vjp.OfOutput(x, static (gy, y) => -0.5 * gy * y * y.Square()));

    /// <summary>1/x.</summary>
    public static Variable Reciprocal(this Variable x) => Record(
        Pointwise.Reciprocal.Apply([x.Value]),
        Vjp.OfOutput(x, static (gy, y) => -gy * y.Square()));

    /// <summary>eˣ.</summary>
    public static Variable Exp(this Variable x) => Record(
        Pointwise.Exp.Apply([x.Value]),
        Vjp.OfOutput(x, static (gy, y) => gy * y));

    /// <summary>The natural logarithm of x &gt; 0.</summary>
    public static Variable Log(this Variable x) => Record(
        Pointwise.Log.Apply([x.Value]),
        Vjp.Of(x, x, static (gy, x) => gy / x));

    /// <summary>sin x.</summary>
    public static Variable Sin(this Variable x) => Record(
        Pointwise.Sin.Apply([x.Value]),
        Vjp.Of(x, x, static (gy, x) => gy * x.Cos()));

    /// <summary>cos x.</summary>
    public static Variable Cos(this Variable x) => Record(
        Pointwise.Cos.Apply([x.Value]),
        Vjp.Of(x, x, static (gy, x) => -gy * x.Sin()));

    /// <summary>xᵖ for a number p; a negative x needs a whole p.</summary>
    public static Variable Power(this Variable x, double exponent) => Record(
        Pointwise.Power.Apply([x.Value], [exponent]),
        Vjp.Of(x, x, exponent, static (gy, x, p) => p == 0 ? gy * 0 : gy * x.Power(p - 1) * p));

    /// <summary>The larger of a and b, broadcast; where they are equal each has half the gradient.</summary>
    public static Variable Maximum(Variable a, Variable b) => Record(
        Pointwise.Maximum.Apply([a.Value, b.Value]),
        Vjp.Of(a, a, b, a.Shape, static (gy, a, b, shape) => (gy * Winner(a.Value, b.Value)).SumTo(shape)),
        Vjp.Of(b, a, b, b.Shape, static (gy, a, b, shape) => (gy * Winner(b.Value, a.Value)).SumTo(shape)));

    /// <summary>The smaller of a and b, broadcast; where they are equal each has half the gradient.</summary>
    public static Variable Minimum(Variable a, Variable b) => Record(
        Pointwise.Minimum.Apply([a.Value, b.Value]),
        Vjp.Of(a, a, b, a.Shape, static (gy, a, b, shape) => (gy * Winner(b.Value, a.Value)).SumTo(shape)),
        Vjp.Of(b, a, b, b.Shape, static (gy, a, b, shape) => (gy * Winner(a.Value, b.Value)).SumTo(shape)));

    /// <summary>x limited to [low, high]; the gradient is 0 outside and 1 on the limits.</summary>
    public static Variable Clamp(this Variable x, double low, double high)
    {
        Tensor limited = Pointwise.Clamp.Apply([x.Value], [low, high]);
        return Record(
            limited,
            Vjp.Of(x, x, limited, 0, static (gy, x, limited, _) => gy * Pointwise.Equal.Apply([x.Value, limited.Value])));
    }

    /// <summary>a where mask is not 0, else b; broadcast. The mask has no gradient.</summary>
    public static Variable Select(Tensor mask, Variable a, Variable b) => Record(
        Pointwise.Select.Apply([mask, a.Value, b.Value]),
        Vjp.Of(a, mask, a.Shape, static (gy, mask, shape) => Select(mask.Value, gy, Zero(gy)).SumTo(shape)),
        Vjp.Of(b, mask, b.Shape, static (gy, mask, shape) => Select(mask.Value, Zero(gy), gy).SumTo(shape)));

    /// <summary>1 where a &gt; b, ½ where a = b, 0 elsewhere.</summary>
    private static Tensor Winner(Tensor a, Tensor b) =>
        Pointwise.Greater.Apply([a, b]) * 0.5 + Pointwise.GreaterOrEqual.Apply([a, b]) * 0.5;

    private static Tensor Zero(Variable like) => Tensor.Zeros([], like.Value.DType, like.Value.Device);
}
