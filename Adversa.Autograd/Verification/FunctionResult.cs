namespace Adversa.Autograd.Verification;

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
