using Adversa.Autograd;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// λ·Σ|w|, which drives weights towards exactly 0 (Tibshirani, Regression shrinkage and selection via the lasso, 1996).
/// </summary>
/// <param name="weight">λ.</param>
public sealed class L1Penalty(double weight) : WeightPenalty(weight)
{
    private protected override Variable Sum(Variable w) => w.Abs().Sum();
}
