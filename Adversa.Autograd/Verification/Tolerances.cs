namespace Adversa.Autograd.Verification;

/// <summary>
/// The largest errors allowed, relative to the largest entry of the array that is compared.
/// </summary>
/// <remarks>
/// First and Second: a central difference with step h of numbers around 1 is off by h²/6 ≈ 4·10⁻¹¹ times the third derivative
/// and by the unit roundoff over h ≈ 10⁻¹¹. A thousandfold of that leaves room for steep functions and cancelling sums, and
/// still a wrong factor anywhere, even 1.000001, is found. Graph and Layout: the same sums in another order. Float32: some
/// tens of roundings of 6·10⁻⁸ each.
/// </remarks>
/// <param name="First">First derivatives in float64 against differences of values.</param>
/// <param name="Second">Second derivatives in float64 against differences of first ones.</param>
/// <param name="Graph">First derivatives with a graph of them against those without.</param>
/// <param name="Layout">Values and first derivatives for inputs that do not lie densely in memory against those for inputs that do.</param>
/// <param name="Float32">Values and first derivatives in float32 against float64.</param>
internal sealed record Tolerances(
    double First = 1e-7, double Second = 1e-7, double Graph = 1e-12, double Layout = 1e-12, double Float32 = 5e-6)
{
    public double this[Check check] => check switch
    {
        Check.First => First,
        Check.Second => Second,
        Check.Graph => Graph,
        Check.Layout => Layout,
        Check.Float32 => Float32,
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, null),
    };
}
