using System.Collections.Generic;
using System.Linq;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>
/// The XMath functions that C lacks or defines otherwise: C's fmax and fmin ignore a NaN, XMath's do not. Their names are
/// those of <see cref="CDialect.Math"/>.
/// </summary>
internal static class CMath
{
    /// <summary>Each function after those that it calls itself.</summary>
    private static readonly (string Name, string Parameters, string Value, string[] Calls)[] Functions =
    [
        // As on the CPU, +0 is larger than −0. No comparison with a NaN is true, and a sum with one is a NaN.
        ("Max", "{0} a, {0} b", "a == 0 && b == 0 ? a + b : a > b ? a : b >= a ? b : a + b", []),
        ("Min", "{0} a, {0} b", "a == 0 && b == 0 ? -(-a - b) : a < b ? a : b <= a ? b : a + b", []),
        ("Clamp", "{0} x, {0} low, {0} high", "adversa_min{1}(adversa_max{1}(x, low), high)", ["Max", "Min"]),
    ];

    /// <summary>Whether a program that calls the XMath function needs its definition.</summary>
    public static bool IsDefined(string function) => Functions.Any(defined => defined.Name == function);

    /// <summary>The definitions, one a line, of those among the XMath functions that need one, and of what these call.</summary>
    /// <param name="functionNames">XMath functions by name.</param>
    /// <param name="elementType"><c>float</c> or <c>double</c>.</param>
    /// <param name="dialect">The target.</param>
    /// <param name="suffix">What the names end with, where a program has the functions for two types.</param>
    public static string Definitions(
        IEnumerable<string> functionNames, string elementType, CDialect dialect, string suffix = "")
    {
        HashSet<string> names = [.. functionNames];
        foreach (var function in Functions.Where(function => names.Contains(function.Name)).ToList())
            names.UnionWith(function.Calls);
        return string.Concat(Functions.Where(function => names.Contains(function.Name)).Select(function =>
            $"{dialect.Function}{elementType} {dialect.Math(function.Name, elementType)}{suffix}"
            + $"({string.Format(function.Parameters, elementType)}) "
            + $"{{ return {string.Format(function.Value, elementType, suffix)}; }}\n"));
    }
}
