using static Adversa.Autograd.Verification.Values;

namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    private static IEnumerable<FunctionRow> Reductions =>
    [
        Reduction(nameof(Functions.Sum), Signed, static (x, axes, keepDims) => x.Sum(axes, keepDims), orNothing: true),
        Reduction(nameof(Functions.Mean), Signed, static (x, axes, keepDims) => x.Mean(axes, keepDims)),
        Reduction(nameof(Functions.Max), Distinct(phase: 0), static (x, axes, keepDims) => x.Max(axes, keepDims)),
        Reduction(nameof(Functions.Variance), Signed, static (x, axes, keepDims) => x.Variance(axes, keepDims)),
        new(nameof(Functions.SumTo))
        {
            { "same shape", [[2, 3]], static x => x[0].SumTo([2, 3]) },
            { "to a number", [[2, 3]], static x => x[0].SumTo([]) },
            { "leading axis", [[4, 3]], static x => x[0].SumTo([3]) },
            { "kept axis", [[4, 3]], static x => x[0].SumTo([4, 1]) },
            { "leading and kept axes", [[2, 3, 2, 5]], static x => x[0].SumTo([3, 1, 5]) },
            { "over nothing", [[0, 3]], static x => x[0].SumTo([1, 3]) },
        },
        new(nameof(Functions.Expand))
        {
            { "same shape", [[2, 3]], static x => x[0].Expand([2, 3]) },
            { "from a number", [[]], static x => x[0].Expand([2, 3]) },
            { "leading axis", [[3]], static x => x[0].Expand([4, 3]) },
            { "kept axis", [[4, 1]], static x => x[0].Expand([4, 3]) },
            { "leading and kept axes", [[3, 1, 5]], static x => x[0].Expand([2, 3, 2, 5]) },
            { "to nothing", [[1, 3]], static x => x[0].Expand([0, 3]) },
        },
    ];

    private delegate Variable Reducing(Variable x, ReadOnlySpan<int> axes, bool keepDims);

    /// <summary>Sample calls of a reduction; with <paramref name="orNothing"/> also over no elements.</summary>
    private static FunctionRow Reduction(string function, Values values, Reducing call, bool orNothing = false)
    {
        var row = new FunctionRow(function, values)
        {
            { "all of a vector", [[37]], x => call(x[0], [], false) },
            { "all, kept", [[2, 3, 2]], x => call(x[0], [], true) },
            { "a number", [[]], x => call(x[0], [], false) },
            { "first axis", [[5, 3]], x => call(x[0], [0], false) },
            { "last axis, kept", [[3, 5]], x => call(x[0], [-1], true) },
            { "middle axis", [[2, 3, 4]], x => call(x[0], [1], false) },
            { "per channel", [[2, 3, 2, 2]], x => call(x[0], [0, 2, 3], false) },
            { "outer and inner axis, kept", [[3, 2, 5]], x => call(x[0], [-1, 0], true) },
            { "axis of size 1", [[3, 1, 2]], x => call(x[0], [1], false) },
        };
        if (orNothing)
        {
            row.Add("over nothing", [[0, 3]], x => call(x[0], [0], false));
            row.Add("of nothing", [[0, 3]], x => call(x[0], [1], false));
        }

        return row;
    }
}
