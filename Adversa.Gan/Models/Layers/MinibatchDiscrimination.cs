using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Gan.Models.Layers;

/// <summary>
/// Tells the discriminator how close each sample is to the others of its batch, so that a generator that makes one sample over
/// and over is found out (Salimans et al., Improved techniques for training GANs, 2016, section 3.2). Features f [N,A] become
/// matrices M = f·T of B rows and C columns, and each sample's features are followed by its B closenesses:
/// o[i,b] = Σⱼ exp(−‖M[i,b] − M[j,b]‖₁), j = i included as in the paper. Output [N, A+B].
/// <c>projection.weight</c> is T as [B·C, A].
/// </summary>
/// <remarks>Memory and time grow with N²·B·C.</remarks>
public sealed class MinibatchDiscrimination : Module
{
    private readonly int _rows, _columns;
    private readonly bool _averages;
    private readonly Linear _projection;

    /// <summary>A layer with PyTorch's first values of a linear layer, for which the closenesses begin near N.</summary>
    /// <param name="features">A.</param>
    /// <param name="rows">B, the numbers that the layer adds.</param>
    /// <param name="columns">C, the dimensions in which closeness is measured.</param>
    /// <param name="averages">
    /// Whether the closenesses are divided by N: numbers in (0, 1], so that those of a large batch do not drown the features.
    /// </param>
    /// <param name="options">Element type, device and first values.</param>
    /// <exception cref="ArgumentOutOfRangeException">Rows or columns are not positive.</exception>
    public MinibatchDiscrimination(
        int features, int rows = 100, int columns = 5, bool averages = false, ModuleOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        (_rows, _columns, _averages) = (rows, columns, averages);
        _projection = Register("projection", new Linear(features, checked(rows * columns), bias: false, options));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [N, A].</exception>
    public override Variable Forward(Variable x)
    {
        if (x.Shape.Rank != 2)
            throw new ArgumentException($"{this}: input {x.Value.Describe()} does not fit; expected [N,A], so flatten it first.");
        int n = x.Shape[0];
        Variable m = _projection.Forward(x);
        Variable differences = m.Reshape([n, 1, _rows, _columns]) - m.Reshape([1, n, _rows, _columns]);
        Variable closeness = (-differences.Abs().Sum([3])).Exp();
        return Functions.Concat([x, _averages ? closeness.Mean([1]) : closeness.Sum([1])], axis: 1);
    }
}
