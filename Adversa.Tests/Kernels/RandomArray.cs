using System.Numerics;

namespace Adversa.Tests.Kernels;

/// <summary>Inputs for kernels from a seeded generator.</summary>
internal static class RandomArray
{
    /// <summary>Numbers in (−1.01, 1.01), none of them within 0.01 of 0.</summary>
    public static double[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() + 0.01) * (random.Next(2) == 0 ? -1 : 1))];

    /// <summary>Few different values, so that windows hold ties.</summary>
    public static double[] Ties(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(1, 5))];

    /// <summary>Numbers in (−1, 1) that T represents exactly.</summary>
    public static double[] Exact<T>(Random random, int count) where T : INumber<T> =>
        [.. Enumerable.Range(0, count).Select(_ => double.CreateChecked(T.CreateChecked(2 * random.NextDouble() - 1)))];

    public static T[] To<T>(double[] numbers) where T : INumber<T> => [.. numbers.Select(T.CreateChecked)];

    public static float[] Narrow(double[] numbers) => To<float>(numbers);

    public static double Dot(double[] a, double[] b) => a.Zip(b).Sum(pair => pair.First * pair.Second);
}
