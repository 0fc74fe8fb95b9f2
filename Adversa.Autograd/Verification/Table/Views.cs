
namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    private static IEnumerable<FunctionRow> Views =>
    [
        new(nameof(Functions.Reshape))
        {
            { "same shape", [[2, 3]], static x => x[0].Reshape([2, 3]) },
            { "split and merged", [[2, 6]], static x => x[0].Reshape([3, 4]) },
            { "to a vector", [[2, 3, 2]], static x => x[0].Reshape([12]) },
            { "from a number", [[]], static x => x[0].Reshape([1, 1]) },
            { "of a permuted view", [[2, 3, 2]], static x => x[0].Permute(2, 0, 1).Reshape([4, 3]) },
        },
        new(nameof(Functions.Flatten))
        {
            { "from axis 1", [[2, 3, 2]], static x => x[0].Flatten() },
            { "from axis 0", [[2, 3, 2]], static x => x[0].Flatten(0) },
            { "last axis alone", [[2, 3]], static x => x[0].Flatten(-1) },
            { "of a permuted view", [[2, 3, 2]], static x => x[0].Permute(1, 2, 0).Flatten() },
        },
        new(nameof(Functions.Permute))
        {
            { "rank 3, rotated", [[2, 3, 4]], static x => x[0].Permute(2, 0, 1) },
            { "rank 4, to channels last", [[2, 3, 2, 1]], static x => x[0].Permute(0, 2, 3, 1) },
            { "negative axes", [[2, 3]], static x => x[0].Permute(-1, -2) },
            { "identity", [[3]], static x => x[0].Permute(0) },
        },
        new(nameof(Functions.Transpose))
        {
            { "matrix", [[2, 5]], static x => x[0].Transpose() },
            { "batch of matrices", [[2, 3, 4]], static x => x[0].Transpose() },
        },
        new(nameof(Functions.Slice))
        {
            { "start of an axis", [[5, 3]], static x => x[0].Slice(0, 0, 2) },
            { "end of an axis", [[3, 5]], static x => x[0].Slice(-1, 3, 2) },
            { "every third", [[2, 8]], static x => x[0].Slice(1, 1, 3, step: 3) },
            { "one", [[2, 3, 2]], static x => x[0].Slice(1, 1, 1) },
            { "nothing", [[4]], static x => x[0].Slice(0, 2, 0) },
            { "overlapping slices", [[5]], static x => x[0].Slice(0, 0, 3) * x[0].Slice(0, 2, 3) },
        },
        new(nameof(Functions.Embed))
        {
            { "in the middle", [[2, 3]], static x => x[0].Embed(1, size: 6, start: 2) },
            { "every second", [[3, 2]], static x => x[0].Embed(0, size: 6, start: 1, step: 2) },
            { "among ones", [[3]], static x => x[0].Embed(-1, size: 5, start: 0, value: 1) },
            { "nothing", [[0, 2]], static x => x[0].Embed(0, size: 3, start: 0) },
        },
        new(nameof(Functions.Pad2d))
        {
            { "each side its own", [[2, 2, 3]], static x => x[0].Pad2d(1, 0, 2, 3) },
            { "with ones", [[1, 2, 2, 2]], static x => x[0].Pad2d(1, 1, 1, 1, value: 1) },
            { "none", [[2, 3]], static x => x[0].Pad2d(0, 0, 0, 0) },
        },
        new(nameof(Functions.Concat))
        {
            { "two along the first axis", [[2, 3], [1, 3]], static x => Functions.Concat(x, 0) },
            { "three along the last axis", [[2, 3], [2, 1], [2, 2]], static x => Functions.Concat(x, -1) },
            { "channels", [[2, 1, 2, 2], [2, 3, 2, 2]], static x => Functions.Concat(x, 1) },
            { "one", [[3]], static x => Functions.Concat(x, 0) },
            { "with itself", [[3]], static x => Functions.Concat([x[0], x[0]], 0) },
            { "with nothing", [[2], [0]], static x => Functions.Concat(x, 0) },
        },
    ];
}
