namespace Adversa.Autograd.Verification;

/// <summary>Derivatives from values alone.</summary>
internal static class FiniteDifferences
{
    /// <summary>
    /// The step of the central difference, near the cube root of the unit roundoff, where its two errors (see
    /// <see cref="Tolerances"/>) are equal; a power of two, so that x + h and x − h are 2h apart to the bit.
    /// </summary>
    public const double Step = 1.0 / (1 << 16);

    /// <summary>∂f/∂x ≈ (f(x + h) − f(x − h)) / 2h for each number of each array.</summary>
    public static double[][] Gradient(Func<double[][], double> f, double[][] x) =>
        [.. x.Select(array => Enumerable.Range(0, array.Length).Select(i => Derivative(f, x, array, i)).ToArray())];

    private static double Derivative(Func<double[][], double> f, double[][] x, double[] array, int i)
    {
        double center = array[i];
        array[i] = center + Step;
        double above = f(x);
        array[i] = center - Step;
        double below = f(x);
        array[i] = center;
        return (above - below) / (2 * Step);
    }
}
