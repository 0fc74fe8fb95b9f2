namespace Adversa.Autograd.Verification;

/// <summary>What is compared.</summary>
public enum Check
{
    /// <summary>First derivatives with finite differences of values, in float64.</summary>
    First,

    /// <summary>Second derivatives with finite differences of first ones, in float64.</summary>
    Second,

    /// <summary>First derivatives that can be differentiated again with those that cannot, and so may come from a fused kernel.</summary>
    Graph,

    /// <summary>Inputs and cotangents that are views of other tensors with dense ones.</summary>
    Layout,

    /// <summary>Values and first derivatives in float32 with those in float64 on the CPU.</summary>
    Float32,
}

/// <summary>The worst of all sample calls of a function in one check.</summary>
/// <param name="Check">What was compared.</param>
/// <param name="Error">The largest difference, relative to the largest number compared with; NaN if any is NaN.</param>
/// <param name="Tolerance">The largest error allowed.</param>
/// <param name="Where">The sample call, array and element with that error, and the two numbers.</param>
public sealed record CheckResult(Check Check, double Error, double Tolerance, string Where)
{
    /// <summary>Whether the error is within the tolerance.</summary>
    public bool Passed => Error <= Tolerance;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Check}: error {Error:0.0e+0}, allowed {Tolerance:0.0e+0}; {Where}");
}

/// <summary>All checks of one function.</summary>
/// <param name="Function">The method of <see cref="Functions"/>.</param>
/// <param name="Cases">How many sample calls were made.</param>
/// <param name="Checks">The worst of them, check by check.</param>
/// <param name="Exception">What stopped the checks early, if anything did.</param>
public sealed record FunctionResult(string Function, int Cases, IReadOnlyList<CheckResult> Checks, Exception? Exception = null)
{
    /// <summary>Whether every check passed.</summary>
    public bool Passed => Exception is null && Checks.All(check => check.Passed);
}
