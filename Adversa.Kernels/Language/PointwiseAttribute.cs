namespace Adversa.Kernels.Language;

/// <summary>
/// Marks a static method over <c>float</c> as a pointwise kernel: it is compiled at build time into a loop over tensors, for
/// <c>float</c> and for <c>double</c>. Each parameter is one operand: a plain one is read, a <c>ref</c> one is read and
/// written in place, and one marked <see cref="ScalarAttribute"/> is the same number for the whole launch.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PointwiseAttribute : Attribute;

/// <summary>Marks a parameter of a pointwise kernel that is one number for the whole launch, not a tensor.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ScalarAttribute : Attribute;
