using Adversa.Kernels.Sources;
using Adversa.Tensors;
using static Adversa.Autograd.Node;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>
    /// Cross-correlation of x [N,C,H,W] with w [O,C/groups,kh,kw], plus bias [O]:
    /// y[n,o,p] = Σ x[n,c,p·s+k·d−pad]·w[o,c,k] + bias[o].
    /// </summary>
    public static Variable Conv2d(Variable x, Variable w, Variable? bias, Conv2dGeometry g) => bias is null
        ? Record(
            x.Value.Conv2d(w.Value, g),
            Vjp.Of(x, w, g, static (gy, w, g) => Conv2dInputGradient(gy, w, g)),
            Vjp.Of(w, x, g, static (gy, x, g) => Conv2dWeightGradient(x, gy, g)))
        : Record(
            x.Value.Conv2d(w.Value, g, bias.Value),
            Vjp.Of(x, w, g, static (gy, w, g) => Conv2dInputGradient(gy, w, g)),
            Vjp.Of(w, x, g, static (gy, x, g) => Conv2dWeightGradient(x, gy, g)),
            Vjp.Of(bias, 0, static (gy, _) => gy.Sum([0, 2, 3])));

    /// <summary>
    /// The adjoint of <see cref="Conv2d"/> in x, from u [N,O,OH,OW]: [N,C,H,W]. This is transposed convolution, with its weight
    /// [in,out/groups,kh,kw] taken as it is.
    /// </summary>
    public static Variable Conv2dInputGradient(Variable u, Variable w, Conv2dGeometry g) => Record(
        u.Value.Conv2dInputGradient(w.Value, g),
        Vjp.Of(u, w, g, static (gz, w, g) => Conv2d(gz, w, null, g)),
        Vjp.Of(w, u, g, static (gz, u, g) => Conv2dWeightGradient(gz, u, g)));

    /// <summary>The adjoint of <see cref="Conv2d"/> in w, from x [N,C,H,W] and u [N,O,OH,OW]: [O,C/groups,kh,kw].</summary>
    public static Variable Conv2dWeightGradient(Variable x, Variable u, Conv2dGeometry g) => Record(
        x.Value.Conv2dWeightGradient(u.Value, g),
        Vjp.Of(x, u, g, static (gv, u, g) => Conv2dInputGradient(u, gv, g)),
        Vjp.Of(u, x, g, static (gv, x, g) => Conv2d(x, gv, null, g)));
}
