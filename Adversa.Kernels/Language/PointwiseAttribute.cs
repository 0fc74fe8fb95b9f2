namespace Adversa.Kernels.Language;

/// <summary>
/// Marks a static method over <c>float</c> as a pointwise kernel: it is compiled at build time into a loop over tensors, for
/// <c>float</c> and for <c>double</c>. Each parameter is one operand: a plain one is read, a <c>ref</c> one is read and
/// written in place, and one marked <see cref="ScalarAttribute"/> is the same number for the whole launch.
/// </summary>
/// <remarks>
/// The body is one expression, or local variables, assignments (to them and to <c>ref</c> parameters) and one return at the end.
/// Expressions have + − * /, comparisons, &amp;&amp; || !, <c>c ? a : b</c>, numbers, <see cref="XMath"/>, and calls of static
/// methods of this project that consist of the same. Both sides of a condition may be evaluated. The double form re-reads the
/// numbers as double. What is computed from scalars alone (<c>1 - beta</c>) is computed once per launch, in double.
/// Everything else is a build error ADV1xxx at its place. A kernel has at most 8 tensors and 8 scalars.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PointwiseAttribute : Attribute;

/// <summary>Marks a parameter of a pointwise kernel that is one number for the whole launch, not a tensor.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ScalarAttribute : Attribute;
