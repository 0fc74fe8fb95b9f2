namespace Adversa.Tests.Kernels;

/// <summary>Seeded inputs for kernels, none of them 0.</summary>
internal static class RandomArray
{
    public static double[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() + 0.01) * (random.Next(2) == 0 ? -1 : 1))];

    /// <summary>Few different values, so that windows hold ties.</summary>
    public static double[] Ties(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(1, 5))];

    public static float[] Narrow(double[] numbers) => [.. numbers.Select(x => (float)x)];

    public static double Dot(double[] a, double[] b) => a.Zip(b).Sum(pair => pair.First * pair.Second);
}
