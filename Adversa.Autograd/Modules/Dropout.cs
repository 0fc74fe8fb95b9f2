namespace Adversa.Autograd.Modules;

/// <summary>
/// In training each element is 0 with the given probability, and the others are divided by 1 − probability, so that the mean
/// stays; in evaluation x itself (Srivastava et al., 2014).
/// </summary>
public sealed class Dropout : Module
{
    private readonly double _probability;

    /// <summary>A layer with a stream of random numbers of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1).</exception>
    public Dropout(double probability = 0.5, ModuleOptions? options = null)
    {
        if (probability is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, $"{this}: expected a probability in [0, 1).");
        _probability = probability;
        Random = (options ?? ModuleOptions.Default).TakeStream();
    }

    /// <inheritdoc/>
    public override Variable Forward(Variable x) => IsTraining && _probability > 0 ? x.Dropout(_probability, Random!) : x;
}
