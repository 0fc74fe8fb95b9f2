using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    private static IEnumerable<FunctionRow> Normalization =>
    [
        new(nameof(Functions.LayerNorm), Signed)
        {
            { "features", [[3, 5], [5], [5]], static x => LayerNormalized(x, [5]) },
            { "last two axes", [[2, 3, 2, 4], [2, 4], [2, 4]], static x => LayerNormalized(x, [2, 4]) },
            { "whole samples", [[2, 3, 2], [3, 2], [3, 2]], static x => LayerNormalized(x, [3, 2]) },
            { "one sample", [[7], [7], [7]], static x => LayerNormalized(x, [7]) },
            { "without affinity", [[3, 5]], static x => Functions.LayerNorm(x[0], [5], null, null, epsilon: 1e-5) },
            { "large epsilon", [[3, 5], [5], [5]], static x => LayerNormalized(x, [5], epsilon: 0.5) },
            { "no sample", [[0, 3], [3], [3]], static x => LayerNormalized(x, [3]) },
        },
        new(nameof(Functions.InstanceNorm), Signed)
        {
            { "images", [[2, 3, 2, 3], [3], [3]], static x => Functions.InstanceNorm(x[0], x[1], x[2], epsilon: 1e-5) },
            { "one image, one channel", [[1, 1, 3, 5], [1], [1]], static x => Functions.InstanceNorm(x[0], x[1], x[2], 1e-5) },
            { "without affinity", [[2, 2, 5]], static x => Functions.InstanceNorm(x[0], null, null, epsilon: 1e-5) },
        },
        new(nameof(Functions.GroupNorm), Signed)
        {
            { "two groups", [[2, 4, 2, 2], [4], [4]], static x => Functions.GroupNorm(x[0], 2, x[1], x[2], epsilon: 1e-5) },
            { "one group", [[2, 3, 2], [3], [3]], static x => Functions.GroupNorm(x[0], 1, x[1], x[2], epsilon: 1e-5) },
            { "features", [[3, 6], [6], [6]], static x => Functions.GroupNorm(x[0], 2, x[1], x[2], epsilon: 1e-5) },
            { "each channel alone", [[1, 3, 5], [3], [3]], static x => Functions.GroupNorm(x[0], 3, x[1], x[2], epsilon: 1e-5) },
            { "without affinity", [[2, 4, 3]], static x => Functions.GroupNorm(x[0], 2, null, null, epsilon: 1e-5) },
        },
        new(nameof(Functions.ConditionalAffine), Signed)
        {
            { "images", [[4, 2, 3, 2], [3, 4]], static x => OfClasses(x, 2, 0, 2, 1) },
            { "features", [[3, 5], [2, 10]], static x => OfClasses(x, 0, 0, 1) },
            { "one sample, one class", [[1, 1, 1], [1, 2]], static x => OfClasses(x, 0) },
        },
    ];

    private static Variable LayerNormalized(Variable[] x, Shape normalized, double epsilon = 1e-5) =>
        Functions.LayerNorm(x[0], normalized, x[1], x[2], epsilon);

    private static Variable OfClasses(Variable[] x, params int[] labels) =>
        Functions.ConditionalAffine(x[0], x[1], Index(x[0], [labels.Length], labels));
}
