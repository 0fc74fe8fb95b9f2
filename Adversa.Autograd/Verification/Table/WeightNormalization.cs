using Adversa.Tensors;
using static Adversa.Autograd.Verification.Values;

namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    private static IEnumerable<FunctionRow> WeightNormalization =>
    [
        new(nameof(Functions.WeightNorm), Signed)
        {
            { "matrix", [[3, 5], [3, 1]], static x => Functions.WeightNorm(x[0], x[1]) },
            { "kernel", [[3, 2, 2, 3], [3, 1, 1, 1]], static x => Functions.WeightNorm(x[0], x[1]) },
            { "kernel of a transposed convolution", [[3, 2, 2, 2], [1, 2, 1, 1]], static x => Functions.WeightNorm(x[0], x[1]) },
            { "one output", [[1, 7], [1, 1]], static x => Functions.WeightNorm(x[0], x[1]) },
        },
        new(nameof(Functions.SpectralNorm), Uniform(0.5, 2))
        {
            { "matrix", [[3, 5]], static x => SpectrallyNormalized(x[0], axis: 0) },
            { "kernel", [[3, 2, 2, 3]], static x => SpectrallyNormalized(x[0], axis: 0) },
            { "kernel of a transposed convolution", [[3, 2, 2, 3]], static x => SpectrallyNormalized(x[0], axis: 1) },
            { "one number", [[1, 1]], static x => SpectrallyNormalized(x[0], axis: 0) },
        },
    ];

    /// <summary>With u = ¼, ½, ¾, ¼, … and v = ½, ¾, ½, …, which keep σ away from 0.</summary>
    private static Variable SpectrallyNormalized(Variable weight, int axis)
    {
        int rows = weight.Shape[axis];
        return Functions.SpectralNorm(
            weight, Numbers(rows, i => (1 + i % 3) / 4.0), Numbers(weight.Shape.Count / rows, i => (2 + i % 2) / 4.0), axis);

        Tensor Numbers(int count, Func<int, double> number) =>
            HostNumbers.ToTensor([.. Enumerable.Range(0, count).Select(number)], weight.Value);
    }
}
