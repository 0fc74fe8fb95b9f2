using Adversa.Autograd;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// λ/2·Σw², whose gradient is λ·w (Krogh and Hertz, A simple weight decay can improve generalization, 1992).
/// </summary>
/// <param name="weight">λ.</param>
public sealed class L2Penalty(double weight) : WeightPenalty(weight)
{
    private protected override Variable Sum(Variable w) => w.Square().Sum() * 0.5;
}
