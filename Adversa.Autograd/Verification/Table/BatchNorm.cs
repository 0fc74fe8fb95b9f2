using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    private static IEnumerable<FunctionRow> BatchNorm =>
    [
        new(nameof(Functions.BatchNorm), Signed)
        {
            { "images", [[3, 2, 2, 2], [2], [2]], static x => Normalized(x, epsilon: 1e-5) },
            { "features", [[5, 3], [3], [3]], static x => Normalized(x, epsilon: 1e-5) },
            { "one channel", [[2, 1, 3], [1], [1]], static x => Normalized(x, epsilon: 1e-5) },
            { "one image", [[1, 3, 2, 2], [3], [3]], static x => Normalized(x, epsilon: 1e-5) },
            { "large epsilon", [[4, 2], [2], [2]], static x => Normalized(x, epsilon: 0.5) },
        },
        new(nameof(Functions.BatchNormInference), Signed)
        {
            { "images", [[2, 3, 2, 2], [3], [3]], static x => NormalizedByRunningStatistics(x, 0.25, -0.5, 1) },
            { "features", [[5, 2], [2], [2]], static x => NormalizedByRunningStatistics(x, 0.5, 2) },
            { "one number", [[1, 1], [1], [1]], static x => NormalizedByRunningStatistics(x, 1) },
        },
    ];

    private static Variable Normalized(Variable[] x, double epsilon) =>
        Functions.BatchNorm(x[0], x[1], x[2], epsilon, out _, out _);

    /// <summary>With the given means, and variances of half the means' distance from 1, plus ½.</summary>
    private static Variable NormalizedByRunningStatistics(Variable[] x, params double[] means)
    {
        Tensor mean = HostNumbers.ToTensor(means, x[0].Value);
        Tensor variance = HostNumbers.ToTensor([.. means.Select(m => 0.5 + Math.Abs(m - 1) / 2)], x[0].Value);
        return Functions.BatchNormInference(x[0], mean, variance, x[1], x[2], epsilon: 1e-5);
    }
}
