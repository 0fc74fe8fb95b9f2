using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler;

/// <summary>Every complaint of the compiler. All are errors: what cannot be translated must not surprise at run time.</summary>
internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor MustBeStatic = Error(
        "ADV1001", "A pointwise kernel is a static, non-generic method",
        "'{0}' must be a static, non-generic method to be a pointwise kernel");

    public static readonly DiagnosticDescriptor ParameterType = Error(
        "ADV1002", "The type does not exist in kernels", "'{0}' has type '{1}'; {2}");

    public static readonly DiagnosticDescriptor WritesNothing = Error(
        "ADV1003", "The kernel writes nothing", "'{0}' writes nothing: return a float or assign a 'ref float' parameter");

    public static readonly DiagnosticDescriptor TooManyOperands = Error(
        "ADV1004", "The kernel has too many operands", "'{0}' has {1} {2}; a pointwise kernel has at most {3}");

    public static readonly DiagnosticDescriptor DuplicateName = Error(
        "ADV1005", "Two kernels have one name", "Another pointwise kernel is named '{0}' too; kernel names must be unique");

    public static readonly DiagnosticDescriptor Statement = Error(
        "ADV1010", "The statement does not exist in kernels",
        "{0}: a kernel consists of local variables, assignments and one return at its end; write a condition as 'c ? a : b'");

    public static readonly DiagnosticDescriptor Expression = Error(
        "ADV1011", "The expression does not exist in kernels",
        "'{0}' does not exist in kernels, which have +, -, *, /, comparisons, &&, ||, !, ?:, numbers, XMath and static methods");

    public static readonly DiagnosticDescriptor NotReal = Error(
        "ADV1012", "The expression is neither float nor bool",
        "'{0}' has type '{1}', but kernels compute in float alone (the double form is made from it); {2}");

    public static readonly DiagnosticDescriptor Assignment = Error(
        "ADV1013", "The target cannot be assigned", "'{0}' cannot be assigned: only local variables and 'ref' parameters can");

    public static readonly DiagnosticDescriptor NotAVariable = Error(
        "ADV1014", "The name is no variable of the kernel",
        "'{0}' is a {1}; a kernel sees its parameters and local variables alone: pass it as a [Scalar] parameter");

    public static readonly DiagnosticDescriptor Call = Error(
        "ADV1015", "The method cannot be called from a kernel", "'{0}' cannot be called from a kernel: {1}");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "ADV1016", "A kernel cannot recurse", "'{0}' calls itself; kernels cannot recurse");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Adversa.Kernels", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
