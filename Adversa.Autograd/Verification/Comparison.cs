using System.Globalization;

namespace Adversa.Autograd.Verification;

/// <summary>How far arrays are from what was expected.</summary>
/// <param name="Error">The largest difference over the largest expected number of the same array; NaN if any is NaN.</param>
/// <param name="Where">The array and element with that error, and the two numbers.</param>
internal readonly record struct Comparison(double Error, string Where)
{
    /// <summary>
    /// Derivatives that cancel to nothing have no scale of their own; inputs and cotangents around 1 give them this one.
    /// </summary>
    private const double SmallestScale = 0.1;

    /// <summary>The worst of several arrays.</summary>
    public static Comparison Of(string what, double[][] actual, double[][] expected) =>
        Worst(actual.Select((array, i) => Of($"{what} {i}", array, expected[i])));

    public static Comparison Of(string what, double[] actual, double[] expected)
    {
        if (actual.Length != expected.Length)
            throw new ArgumentException($"{what}: {actual.Length} numbers, expected {expected.Length}.");
        double scale = expected.Select(Math.Abs).Append(SmallestScale).Max();
        double error = -1;
        int worst = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double difference = Math.Abs(actual[i] - expected[i]);
            if (difference <= error || double.IsNaN(error)) continue;
            (error, worst) = (difference, i);
        }

        if (actual.Length == 0) return new Comparison(0, $"{what} is empty");
        return new Comparison(error / scale, string.Create(
            CultureInfo.InvariantCulture, $"{what}[{worst}]: {actual[worst]:g9}, expected {expected[worst]:g9}"));
    }

    /// <summary>The one with the largest error, NaN being larger than all.</summary>
    public static Comparison Worst(IEnumerable<Comparison> comparisons) =>
        comparisons.Aggregate((a, b) => double.IsNaN(a.Error) || a.Error >= b.Error ? a : b);
}
