using Adversa.Tensors;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>
    /// A weight by direction and length: g·v/‖v‖ (Salimans and Kingma, 2016, eq. 2). Where g has size 1, the norm is taken over
    /// v's axis: g [out,1,1,1] has a length for each output of v [out,in,kh,kw].
    /// </summary>
    public static Variable WeightNorm(Variable v, Variable g) => v * (g * v.Square().SumTo(g.Shape).Rsqrt());

    /// <summary>
    /// W/σ with σ = uᵀWv (Miyato et al., 2018, eq. 8), the weight being seen as a matrix with <paramref name="axis"/> as rows
    /// and all others as columns. Where u [rows] and v [columns] are its first singular vectors, σ is the largest singular value.
    /// Both are constants; σ is not.
    /// </summary>
    public static Variable SpectralNorm(Variable weight, Tensor u, Tensor v, int axis)
    {
        Variable wv = AsMatrix(weight, axis).MatMul(v.Reshape(-1, 1));
        Variable sigma = MatMul(u.Reshape(1, -1), wv);
        return weight / sigma.Reshape([]);
    }

    /// <summary>One axis as rows and all others, in their order, as columns.</summary>
    internal static Variable AsMatrix(Variable x, int axis)
    {
        axis = x.Shape.NormalizeAxis(axis);
        int[] order = [axis, .. Enumerable.Range(0, x.Shape.Rank).Where(other => other != axis)];
        return (axis == 0 ? x : x.Permute(order)).Flatten();
    }
}
