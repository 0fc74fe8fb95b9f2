using Adversa.Tensors;
using static Adversa.Autograd.Verification.Values;

namespace Adversa.Autograd.Verification;

internal static partial class FunctionTable
{
    private static IEnumerable<FunctionRow> Activations =>
    [
        Overwriting(nameof(Functions.Relu), static (x, inPlace) => x.Relu(inPlace)),
        Overwriting(nameof(Functions.LeakyRelu), static (x, inPlace) => x.LeakyRelu(0.2, inPlace)),
        ActivationGradient(
            nameof(Functions.LeakyReluGradient), Distinct(phase: 0.5), static (gy, x) => Functions.LeakyReluGradient(gy, x, 0.2)),
        Unary(nameof(Functions.Tanh), Signed, Functions.Tanh),
        ActivationGradient(nameof(Functions.TanhGradient), Uniform(-1, 1), Functions.TanhGradient),
        Unary(nameof(Functions.Sigmoid), Uniform(-5, 5), Functions.Sigmoid),
        ActivationGradient(nameof(Functions.SigmoidGradient), Uniform(0, 1), Functions.SigmoidGradient),
        Unary(nameof(Functions.Softplus), Uniform(-5, 5), Functions.Softplus),
        new(nameof(Functions.Softmax), Signed)
        {
            { "last axis", [[3, 5]], static x => x[0].Softmax() },
            { "first axis", [[3, 5]], static x => x[0].Softmax(axis: 0) },
            { "middle axis", [[2, 3, 4]], static x => x[0].Softmax(axis: 1) },
            { "long axis", [[37]], static x => x[0].Softmax() },
            { "one class", [[4, 1]], static x => x[0].Softmax() },
            { "large logits", [[2, 3]], static x => x[0].Softmax(), Uniform(800, 804) },
        },
        new(nameof(Functions.LogSoftmax), Signed)
        {
            { "last axis", [[3, 5]], static x => x[0].LogSoftmax() },
            { "first axis", [[3, 5]], static x => x[0].LogSoftmax(axis: 0) },
            { "middle axis", [[2, 3, 4]], static x => x[0].LogSoftmax(axis: 1) },
            { "long axis", [[37]], static x => x[0].LogSoftmax() },
            { "one class", [[4, 1]], static x => x[0].LogSoftmax() },
            { "large logits", [[2, 3]], static x => x[0].LogSoftmax(), Uniform(-804, -800) },
        },
        new(nameof(Functions.Dropout), Signed)
        {
            { "probability 0", [[3, 5]], static x => x[0].Dropout(0, new RandomGenerator(1)) },
            { "probability 0.3", [[37]], static x => x[0].Dropout(0.3, new RandomGenerator(2)) },
            { "probability 0.9", [[2, 1, 3, 2]], static x => x[0].Dropout(0.9, new RandomGenerator(3)) },
        },
    ];

    /// <summary>
    /// An activation that may overwrite what it is applied to: alone, where it may, and where somebody needs the numbers.
    /// </summary>
    private static FunctionRow Overwriting(string function, Func<Variable, bool, Variable> call)
    {
        FunctionRow row = Unary(function, Distinct(phase: 0.5), x => call(x, false));
        row.Add("in place", [[37]], x => call(2 * x[0], true));
        row.Add("in place, of an input", [[3, 5]], x => call(x[0], true));
        row.Add("in place, of numbers that a gradient needs", [[3, 5]], x =>
        {
            Variable y = x[0].Tanh(), square = y.Square();
            return call(y, true) + square;
        });
        row.Add("in place, of a view", [[3, 5]], x =>
        {
            Variable y = 2 * x[0];
            return call(y.Transpose(), true) + y.Transpose();
        });
        return row;
    }

    /// <summary>The gradient of an activation, from gy and the x or y of the same shape.</summary>
    private static FunctionRow ActivationGradient(string function, Values xOrY, Func<Variable, Variable, Variable> call) =>
        new(function, Signed, xOrY)
    {
        { "vector", [[37], [37]], x => call(x[0], x[1]) },
        { "rank 3", [[3, 1, 5], [3, 1, 5]], x => call(x[0], x[1]) },
        { "with itself", [[5]], x => call(x[0], x[0]) },
        { "empty", [[0, 3], [0, 3]], x => call(x[0], x[1]) },
    };
}
