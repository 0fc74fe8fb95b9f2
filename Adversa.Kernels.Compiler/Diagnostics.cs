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

    public static readonly DiagnosticDescriptor GroupedSignature = Error(
        "ADV1101", "A grouped kernel is a static method that returns nothing",
        "'{0}' must be a static method that returns void, with a body, in a type that is not generic, to be a grouped kernel");

    public static readonly DiagnosticDescriptor GroupSize = Error(
        "ADV1102", "The group's size is out of range", "'{0}' has groups of {1} work-items; a group has 1 to 1024");

    public static readonly DiagnosticDescriptor TypeArguments = Error(
        "ADV1103", "The type arguments do not fit",
        "'{0}' has {1}, but its attribute names {2}: name a struct for each that meets its constraints");

    public static readonly DiagnosticDescriptor GroupedType = Error(
        "ADV1104", "The type does not exist in grouped kernels",
        "'{0}' has type '{1}'; grouped kernels have byte, int, uint, long, ulong, float, double, bool, enums, structs of these, "
        + "and ArrayView");

    public static readonly DiagnosticDescriptor GroupedDuplicate = Error(
        "ADV1105", "Two grouped kernels have one name", "Another grouped kernel is named '{0}' too; kernel names must be unique");

    public static readonly DiagnosticDescriptor Fallback = Error(
        "ADV1106", "The kernel has no fallback",
        "'{0}' {1}: state as Fallback a grouped kernel of the same class with the same parameters");

    public static readonly DiagnosticDescriptor RealField = Error(
        "ADV1107", "A struct's float cannot become the element type",
        "'{0}' is a struct with the float '{1}', which the host fills once for both element types: make the float a parameter of "
        + "the kernel, or the kernel IsFloat32Only");

    public static readonly DiagnosticDescriptor TooManyParameters = Error(
        "ADV1108", "The kernel has too many parameters", "'{0}' has {1} {2}; a grouped kernel has at most {3}: use a struct");

    public static readonly DiagnosticDescriptor GroupedStatement = Error(
        "ADV1110", "The statement does not exist in grouped kernels",
        "{0}: grouped kernels have local variables, assignments, calls, if, for, while, do, break, continue and return");

    public static readonly DiagnosticDescriptor GroupedExpression = Error(
        "ADV1111", "The expression does not exist in grouped kernels",
        "'{0}' does not exist in grouped kernels: they have numbers, operators, views, structs by value, and static methods");

    public static readonly DiagnosticDescriptor GroupedCall = Error(
        "ADV1112", "The method cannot be called from a grouped kernel", "'{0}' cannot be called from a grouped kernel: {1}");

    public static readonly DiagnosticDescriptor GroupedRecursion = Error(
        "ADV1113", "A grouped kernel cannot recurse", "'{0}' calls itself; kernels cannot recurse");

    public static readonly DiagnosticDescriptor StaticField = Error(
        "ADV1114", "A kernel sees no static fields", "'{0}' is a static field, which devices lack: make it const or a parameter");

    public static readonly DiagnosticDescriptor Memory = Error(
        "ADV1115", "Memory is allocated where it cannot be", "'{0}': memory of a kernel {1}");

    public static readonly DiagnosticDescriptor UnknownLength = Error(
        "ADV1116", "The view's length is not known", "A device does not know the length of '{0}': pass it as a parameter");

    public static readonly DiagnosticDescriptor AmbiguousSpace = Error(
        "ADV1117", "The view lies in more than one kind of memory",
        "'{0}' must lie in one kind of memory, a device's, a group's or a work-item's, wherever it comes from");

    public static readonly DiagnosticDescriptor Float32Alone = Error(
        "ADV1118", "The function exists for float32 alone", "'{0}' exists for float32 alone: the kernel must be IsFloat32Only");

    public static readonly DiagnosticDescriptor GroupedAssignment = Error(
        "ADV1119", "The target cannot be assigned in a grouped kernel",
        "'{0}' cannot be assigned: only local variables, parameters, their fields and elements of views can");

    public static readonly DiagnosticDescriptor CudaCapability = Error(
        "ADV1120", "The compute capability of a target's function is wrong",
        "'{0}' is marked as needing CudaCapability = {1}, but {2}");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Adversa.Kernels", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
