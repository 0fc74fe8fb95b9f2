using Adversa.Tensors;
using static Adversa.Autograd.Verification.Values;

namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    private static Values Signed => Uniform(-2, 2);

    private static Values Positive => Uniform(0.5, 2);

    private static IEnumerable<FunctionRow> Arithmetic =>
    [
        Addition,
        Binary(nameof(Functions.Subtract), Signed, Signed, Functions.Subtract),
        Binary(nameof(Functions.Multiply), Signed, Signed, Functions.Multiply),
        Binary(nameof(Functions.Divide), Signed, Positive, Functions.Divide),
        Unary(nameof(Functions.Affine), Signed, static x => x.Affine(-1.5, 0.25)),
        Unary(nameof(Functions.Abs), Distinct(phase: 0.5), Functions.Abs),
        Unary(nameof(Functions.Square), Signed, Functions.Square),
        Unary(nameof(Functions.Sqrt), Positive, Functions.Sqrt),
        Unary(nameof(Functions.Rsqrt), Positive, Functions.Rsqrt),
        Unary(nameof(Functions.Reciprocal), Positive, Functions.Reciprocal),
        Unary(nameof(Functions.Exp), Signed, Functions.Exp),
        Unary(nameof(Functions.Log), Positive, Functions.Log),
        Unary(nameof(Functions.Sin), Uniform(-7, 7), Functions.Sin),
        Unary(nameof(Functions.Cos), Uniform(-7, 7), Functions.Cos),
        new(nameof(Functions.Power), Positive)
        {
            { "cube", [[3, 5]], static x => x[0].Power(3) },
            { "cube of negative numbers", [[7]], static x => x[0].Power(3), Uniform(-2, -0.5) },
            { "square", [[7]], static x => x[0].Power(2) },
            { "square root", [[3, 5]], static x => x[0].Power(0.5) },
            { "negative exponent", [[2, 1, 3]], static x => x[0].Power(-1.5) },
            { "exponent 1", [[5]], static x => x[0].Power(1) },
            { "exponent 0", [[5]], static x => x[0].Power(0) },
        },
        Binary(nameof(Functions.Maximum), Distinct(phase: 0), Distinct(phase: 0.5), Functions.Maximum),
        Binary(nameof(Functions.Minimum), Distinct(phase: 0), Distinct(phase: 0.5), Functions.Minimum),
        Unary(nameof(Functions.Clamp), Distinct(phase: 0), static x => x.Clamp(-0.25, 0.45)),
        new(nameof(Functions.Select), Signed)
        {
            { "same shapes", [[3, 3], [3, 3]], static x => Functions.Select(Mask([3, 3], x[0]), x[0], x[1]) },
            { "mask is repeated", [[2, 5], [2, 5]], static x => Functions.Select(Mask([5], x[0]), x[0], x[1]) },
            { "variables are repeated", [[1, 5], []], static x => Functions.Select(Mask([3, 5], x[0]), x[0], x[1]) },
        },
    ];

    private static FunctionRow Addition
    {
        get
        {
            FunctionRow row = Binary(nameof(Functions.Add), Signed, Signed, static (a, b) => Functions.Add(a, b));
            row.Add("in place", [[3, 5], [3, 5]], static x => AddInPlace(2 * x[0], 3 * x[1]));
            row.Add("in place, of inputs", [[37], [37]], static x => AddInPlace(x[0], x[1]));
            row.Add("in place, repeated", [[3, 5], [5]], static x => AddInPlace(2 * x[0], 3 * x[1]));
            row.Add("in place, of what a gradient needs", [[5]], static x => AddInPlace(x[0].Exp(), x[0].Tanh()));
            row.Add("in place, of a view", [[3, 5], [5, 3]], static x => AddInPlace((2 * x[0]).Transpose(), 3 * x[1]));
            row.Add("in place, with itself", [[2, 1, 3]], static x =>
            {
                Variable y = 2 * x[0];
                return AddInPlace(y, y);
            });
            return row;

            static Variable AddInPlace(Variable a, Variable b) => Functions.Add(a, b, inPlace: true);
        }
    }

    /// <summary>Ones and zeros of the type of a variable.</summary>
    private static Tensor Mask(Shape shape, Variable like)
    {
        double[] ones = [.. Enumerable.Range(0, shape.Count).Select(i => i % 3 == 1 ? 1.0 : 0.0)];
        return HostNumbers.ToTensor(ones, shape, like.Value.DType, like.Value.Device);
    }
}
