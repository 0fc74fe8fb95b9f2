using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// Batch normalization of images [N,C,H,W] with γ and β of each sample's class (Dumoulin et al., 2017; in GANs Miyato and Koyama,
/// 2018). The statistics are those of all classes together. <c>bn.running_mean</c>, <c>bn.running_var</c> and
/// <c>bn.num_batches_tracked</c> as in <see cref="BatchNorm2d"/>, and <c>embed.weight</c> [classes, 2·C]: in each row γ, 1 at
/// first, before β, 0 at first.
/// </summary>
public sealed class ConditionalBatchNorm2d : ConditionalModule
{
    private readonly int _classes;
    private readonly BatchNorm2d _normalization;
    private readonly Embedding _table;

    /// <summary>A layer that is at first the same for all classes.</summary>
    /// <param name="channels">C.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">The batch's share in the running statistics; null for the plain average of all batches.</param>
    /// <param name="options">Element type and device.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no class.</exception>
    public ConditionalBatchNorm2d(
        int channels, int classes, double epsilon = 1e-5, double? momentum = 0.1, ModuleOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        _classes = classes;
        _normalization = Register("bn", new BatchNorm2d(channels, epsilon, momentum, affine: false, options: options));
        _table = Register("embed", new Embedding(classes, 2 * channels, options));
        using TensorScope scope = TensorScope.Begin();
        Table.Value.Slice(1, 0, channels).Fill(1);
        Table.Value.Slice(1, channels, channels).Fill(0);
    }

    /// <summary>γ before β for each class, [classes, 2·C].</summary>
    public Parameter Table => _table.Weight;

    /// <summary>The average of the batches' means [C], 0 at first.</summary>
    public Tensor RunningMean => _normalization.RunningMean!;

    /// <summary>The average of the batches' unbiased variances [C], 1 at first.</summary>
    public Tensor RunningVariance => _normalization.RunningVariance!;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// The input has other axes or channels, one value per channel in training, or another count of labels.
    /// </exception>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public override Variable Forward(Variable x, Tensor labels)
    {
        Variable normalized = _normalization.Forward(x);
        if (labels.Rank != 1 || labels.Count != x.Shape[0])
        {
            throw new ArgumentException(
                $"{this}: labels {labels.Describe()} do not fit; expected [{x.Shape[0]}], a class below {_classes} per sample.");
        }

        return Functions.ConditionalAffine(normalized, Table, labels);
    }
}
