namespace Adversa.Autograd.Modules;

/// <summary>Looks up rows of a table: int32 or int64 indices [N] give [N, size]. <c>weight</c> [count, size].</summary>
public class Embedding : WeightedLayer
{
    /// <summary>A table with first values from N(0, 1), as in PyTorch.</summary>
    public Embedding(int count, int size, ModuleOptions? options = null)
    {
        options ??= ModuleOptions.Default;
        Weight = Register("weight", new Parameter(options.Empty([count, size])));
        Initialization.Normal(Weight, options.Random);
    }

    /// <summary>The table [count, size].</summary>
    public override Parameter Weight { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not a list of integers.</exception>
    /// <exception cref="IndexOutOfRangeException">An index lies outside the table.</exception>
    public override Variable Forward(Variable x) => Functions.Embedding(EffectiveWeight(), x.Value);
}
