using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

/// <summary>An input of a sample call: its shape, and how its numbers are drawn.</summary>
internal readonly record struct Input(Shape Shape, Values Values);

/// <summary>A sample call of a function.</summary>
/// <param name="Name">What is special about it: <c>stride 2, padding 1</c>.</param>
/// <param name="Inputs">What is drawn and differentiated by.</param>
/// <param name="Call">The call. It may be made any number of times, in float32 and in float64, and always does the same.</param>
internal sealed record FunctionCase(string Name, Input[] Inputs, Func<Variable[], Variable> Call);
