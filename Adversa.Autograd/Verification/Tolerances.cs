namespace Adversa.Autograd.Verification;

/// <summary>The largest errors allowed, relative to the largest number of the array that is compared.</summary>
internal static class Tolerances
{
    // A central difference with step h of numbers around 1 is off by h²/6 ≈ 4·10⁻¹¹ times the third derivative and by the unit
    // roundoff over h ≈ 10⁻¹¹. The worst function of the table is off by 2·10⁻⁹; a wrong factor of 1.000001 is still found.
    private const double Differences = 1e-7;

    // The same sums in float64 in another order.
    private const double Reordering = 1e-12;

    // Some tens of roundings to float32, of 6·10⁻⁸ each.
    private const double Rounding = 5e-6;

    // As reordering, and a device's elementary functions, which may be off by some units in the last place each.
    private const double OtherLibrary = 1e-11;

    public static double Of(Check check) => check switch
    {
        Check.First or Check.Second => Differences,
        Check.Graph or Check.Layout => Reordering,
        Check.Float32 => Rounding,
        Check.Parity => OtherLibrary,
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, null),
    };
}
