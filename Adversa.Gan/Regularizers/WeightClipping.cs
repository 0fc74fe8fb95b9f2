using Adversa.Autograd.Optimizers;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// Every parameter of the critic limited to [−c, c], after each of its optimizer's steps (Arjovsky, Chintala and Bottou,
/// Wasserstein generative adversarial networks, 2017, algorithm 1, line 7): the crude way to keep it Lipschitz.
/// </summary>
public sealed class WeightClipping
{
    private readonly double _limit;

    /// <summary>Clipping at a limit.</summary>
    /// <param name="limit">c.</param>
    /// <exception cref="ArgumentException">c is not above 0 and finite.</exception>
    public WeightClipping(double limit = 0.01)
    {
        if (!(limit > 0 && double.IsFinite(limit)))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"WeightClipping: found limit {limit}, expected a finite number above 0."));
        }

        _limit = limit;
    }

    /// <summary>Limits all parameters of an optimizer, through its flat buffer. Call it after the optimizer's step.</summary>
    public void Apply(Optimizer optimizer)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor parameters = optimizer.FlatParameters;
        parameters.CopyFrom(Pointwise.Clamp.Apply([parameters], [-_limit, _limit]));
    }
}
