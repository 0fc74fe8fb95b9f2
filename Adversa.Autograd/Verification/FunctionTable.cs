namespace Adversa.Autograd.Verification;

/// <summary>
/// The one table of differentiable functions: sample calls of each, from which its values and its derivatives of first and
/// second order are checked. Families as in <see cref="Functions"/>, a file each. A new function is checked by adding its row.
/// </summary>
/// <remarks>
/// Sample calls are small, as every number of every input is moved; sizes of 1, primes, and lengths past the widest vector
/// are among them. Inputs keep away from where a derivative jumps.
/// </remarks>
internal static partial class FunctionTable
{
    /// <summary>All rows.</summary>
    public static IEnumerable<FunctionRow> Rows =>
        [.. Arithmetic, .. Activations, .. Reductions, .. Views, .. Linear, .. Convolution, .. Sampling, .. BatchNorm,
            .. Normalization, .. WeightNormalization];

    /// <summary>A function of one variable, element by element: sample calls on several shapes.</summary>
    private static FunctionRow Unary(string function, Values values, Func<Variable, Variable> call) => new(function, values)
    {
        { "scalar", [[]], x => call(x[0]) },
        { "vector", [[37]], x => call(x[0]) },
        { "matrix", [[3, 5]], x => call(x[0]) },
        { "rank 4", [[2, 1, 3, 2]], x => call(x[0]) },
        { "empty", [[0, 3]], x => call(x[0]) },
    };

    /// <summary>A function of two variables, element by element, broadcast: sample calls on several pairs of shapes.</summary>
    private static FunctionRow Binary(string function, Values a, Values b, Func<Variable, Variable, Variable> call) =>
        new(function, a, b)
    {
        { "vectors", [[37], [37]], x => call(x[0], x[1]) },
        { "matrix and row", [[3, 5], [5]], x => call(x[0], x[1]) },
        { "column and row", [[4, 1], [3]], x => call(x[0], x[1]) },
        { "scalar and rank 3", [[], [2, 3, 2]], x => call(x[0], x[1]) },
        { "both repeat", [[2, 1, 3, 1], [1, 2, 1, 2]], x => call(x[0], x[1]) },
        { "with itself", [[5]], x => call(x[0], x[0]), b },
        { "empty", [[0, 3], [3]], x => call(x[0], x[1]) },
    };
}
