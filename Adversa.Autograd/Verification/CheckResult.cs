namespace Adversa.Autograd.Verification;

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
    public override string ToString() =>
        FormattableString.Invariant($"{Check}: error {Error:0.0e+0}, allowed {Tolerance:0.0e+0}; {Where}");
}
