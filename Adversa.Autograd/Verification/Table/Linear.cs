using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    private static IEnumerable<FunctionRow> Linear =>
    [
        new(nameof(Functions.MatMul))
        {
            { "matrices", [[3, 4], [4, 5]], static x => x[0].MatMul(x[1]) },
            { "row and column", [[1, 7], [7, 1]], static x => x[0].MatMul(x[1]) },
            { "outer product", [[5, 1], [1, 3]], static x => x[0].MatMul(x[1]) },
            { "batches", [[2, 3, 2], [2, 2, 4]], static x => x[0].MatMul(x[1]) },
            { "second repeats", [[3, 2, 2], [2, 3]], static x => x[0].MatMul(x[1]) },
            { "first repeats", [[2, 3], [3, 3, 2]], static x => x[0].MatMul(x[1]) },
            { "both repeat", [[2, 1, 2, 3], [3, 3, 1]], static x => x[0].MatMul(x[1]) },
            { "with itself", [[3, 3]], static x => x[0].MatMul(x[0]) },
            { "transposed", [[4, 3], [5, 4]], static x => x[0].Transpose().MatMul(x[1].Transpose()) },
            { "inner size 0", [[2, 0], [0, 3]], static x => x[0].MatMul(x[1]) },
        },
        new(nameof(Functions.Linear))
        {
            { "with bias", [[3, 4], [2, 4], [2]], static x => x[0].Linear(x[1], x[2]) },
            { "without bias", [[3, 4], [2, 4]], static x => x[0].Linear(x[1]) },
            { "one sample", [[1, 3], [5, 3], [5]], static x => x[0].Linear(x[1], x[2]) },
            { "one output", [[5, 3], [1, 3], [1]], static x => x[0].Linear(x[1], x[2]) },
        },
        new(nameof(Functions.Embedding))
        {
            { "repeated rows", [[4, 3]], static x => Functions.Embedding(x[0], Index(x[0], [5], 2, 0, 2, 3, 2)) },
            { "one row", [[3, 1]], static x => Functions.Embedding(x[0], Index(x[0], [1], 1)) },
        },
        new(nameof(Functions.IndexSelect))
        {
            { "first axis", [[4, 2]], static x => x[0].IndexSelect(0, Index(x[0], [3], 3, 1, 3)) },
            { "last axis", [[2, 4]], static x => x[0].IndexSelect(-1, Index(x[0], [3], 0, 0, 2)) },
            { "middle axis", [[2, 3, 2]], static x => x[0].IndexSelect(1, Index(x[0], [4], 2, 1, 0, 2)) },
        },
        new(nameof(Functions.IndexAdd))
        {
            { "first axis", [[3, 2]], static x => x[0].IndexAdd(0, Index(x[0], [3], 3, 1, 3), size: 4) },
            { "last axis", [[2, 3]], static x => x[0].IndexAdd(-1, Index(x[0], [3], 0, 0, 2), size: 4) },
            { "middle axis", [[2, 4, 2]], static x => x[0].IndexAdd(1, Index(x[0], [4], 2, 1, 0, 2), size: 3) },
        },
        new(nameof(Functions.GatherAlong))
        {
            { "first axis", [[4, 2]], static x => x[0].GatherAlong(0, Index(x[0], [3, 2], 3, 0, 1, 1, 3, 0)) },
            { "last axis", [[2, 4]], static x => x[0].GatherAlong(-1, Index(x[0], [2, 3], 0, 0, 2, 3, 1, 3)) },
            { "middle axis", [[2, 3, 2]], static x => x[0].GatherAlong(1, Index(x[0], [2, 1, 2], 2, 1, 0, 2)) },
        },
        new(nameof(Functions.ScatterAddAlong))
        {
            { "first axis", [[3, 2]], static x => x[0].ScatterAddAlong(0, Index(x[0], [3, 2], 3, 0, 1, 1, 3, 0), size: 4) },
            { "last axis", [[2, 3]], static x => x[0].ScatterAddAlong(-1, Index(x[0], [2, 3], 0, 0, 2, 3, 1, 3), size: 4) },
            { "middle axis", [[2, 1, 2]], static x => x[0].ScatterAddAlong(1, Index(x[0], [2, 1, 2], 2, 1, 0, 2), size: 3) },
        },
    ];

    /// <summary>Indices on the device of a variable.</summary>
    private static Tensor Index(Variable like, Shape shape, params int[] indices) =>
        Tensor.From(indices, shape, like.Value.Device);
}
