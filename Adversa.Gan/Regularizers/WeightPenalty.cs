using Adversa.Autograd;

namespace Adversa.Gan.Regularizers;

/// <summary>
/// A term of a loss that keeps weights small. Unlike an optimizer's weight decay it is part of the gradient, and so of Adam's
/// averages.
/// </summary>
public abstract class WeightPenalty
{
    private readonly double _weight;

    /// <summary>A penalty of this weight.</summary>
    /// <param name="weight">λ.</param>
    /// <exception cref="ArgumentException">λ is not above 0 and finite.</exception>
    private protected WeightPenalty(double weight)
    {
        if (!(weight > 0 && double.IsFinite(weight)))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{GetType().Name}: found weight {weight}, expected a finite number above 0."));
        }

        _weight = weight;
    }

    /// <summary>
    /// The term, a scalar, over the given variables: usually the parameters with two axes or more, without biases.
    /// </summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Variable Of(IEnumerable<Variable> weights)
    {
        Variable? sum = null;
        foreach (Variable weight in weights) sum = sum is null ? Sum(weight) : sum + Sum(weight);
        return (sum ?? throw new ArgumentException($"{GetType().Name}: there are no weights.", nameof(weights))) * _weight;
    }

    /// <summary>The term of one variable w, without λ.</summary>
    private protected abstract Variable Sum(Variable w);
}
