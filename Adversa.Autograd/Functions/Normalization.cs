using Adversa.Tensors;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>
    /// Layer normalization: γ·(x − mean)/√(variance + ε) + β, with the mean and the biased variance of each sample, over the
    /// last axes of x, which have the shape <paramref name="normalized"/> (Ba et al., 2016). γ and β have that shape, too; null
    /// stands for 1 and 0.
    /// </summary>
    /// <exception cref="ArgumentException">The last axes of x have another shape.</exception>
    public static Variable LayerNorm(Variable x, Shape normalized, Variable? gamma, Variable? beta, double epsilon)
    {
        if (normalized.Rank > x.Shape.Rank || !x.Shape.Sizes.Span[^normalized.Rank..].SequenceEqual(normalized.Sizes.Span))
            throw new ArgumentException($"LayerNorm: {x.Value.Describe()} does not end in the axes {normalized}.");
        return Scaled(Standardized(x, normalized.Count, epsilon), gamma, beta);
    }

    /// <summary>
    /// Instance normalization of x [N,C,...]: γ·(x − mean)/√(variance + ε) + β, with the mean and the biased variance of each
    /// channel of each sample (Ulyanov et al., 2016). γ and β are [C]; null stands for 1 and 0.
    /// </summary>
    public static Variable InstanceNorm(Variable x, Variable? gamma, Variable? beta, double epsilon) =>
        GroupNorm(x, x.Shape[1], gamma, beta, epsilon);

    /// <summary>
    /// Group normalization of x [N,C,...]: γ·(x − mean)/√(variance + ε) + β, with the mean and the biased variance of each group
    /// of C/groups channels of each sample (Wu and He, 2018, eq. 7). γ and β are [C]; null stands for 1 and 0.
    /// </summary>
    /// <exception cref="ArgumentException">The channels do not divide into the groups.</exception>
    public static Variable GroupNorm(Variable x, int groups, Variable? gamma, Variable? beta, double epsilon)
    {
        if (groups < 1 || x.Shape[1] % groups != 0)
            throw new ArgumentException($"GroupNorm: the channels of {x.Value.Describe()} do not divide into {groups} groups.");
        int channel = Shape.Create(x.Shape.Sizes.Span[2..]).Count;
        Shape perChannel = PerChannel(x.Shape);
        return Scaled(
            Standardized(x, x.Shape[1] / groups * channel, epsilon), gamma?.Reshape(perChannel), beta?.Reshape(perChannel));
    }

    /// <summary>
    /// γ·x + β with γ and β of each sample's class: x [N,C,...], a table [classes, 2·C] with γ before β in each row, and int32 or
    /// int64 labels [N] (Dumoulin et al., 2017, eq. 5). Behind a normalization it makes that a conditional one.
    /// </summary>
    /// <exception cref="IndexOutOfRangeException">A label lies outside the table.</exception>
    public static Variable ConditionalAffine(Variable x, Variable table, Tensor labels)
    {
        Variable rows = Embedding(table, labels);
        int channels = x.Shape[1];
        Span<int> sizes = stackalloc int[x.Shape.Rank];
        sizes.Fill(1);
        (sizes[0], sizes[1]) = (x.Shape[0], channels);
        Shape perSampleAndChannel = Shape.Create(sizes);
        return Scaled(
            x,
            rows.Slice(1, 0, channels).Reshape(perSampleAndChannel),
            rows.Slice(1, channels, channels).Reshape(perSampleAndChannel));
    }

    /// <summary>
    /// (x − mean)/√(variance + ε) over each run of <paramref name="length"/> elements in row-major order. Layer, instance and
    /// group normalization are this with runs of different lengths.
    /// </summary>
    private static Variable Standardized(Variable x, int length, double epsilon)
    {
        Variable runs = x.Reshape([x.Shape.Count / Math.Max(length, 1), length]);
        Variable centered = runs - runs.Mean([1], keepDims: true);
        Variable variance = centered.Square().Mean([1], keepDims: true);
        return (centered * (variance + epsilon).Rsqrt()).Reshape(x.Shape);
    }

    private static Variable Scaled(Variable x, Variable? gamma, Variable? beta)
    {
        if (gamma is not null) x *= gamma;
        return beta is null ? x : x + beta;
    }
}
