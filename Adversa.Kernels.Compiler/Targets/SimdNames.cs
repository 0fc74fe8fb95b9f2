using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>
/// The C# names of a kernel's functions and of one body's variables. A variable differs from every function, and both from the
/// names that the emitted code has of its own: in the source, types and classes had kept them apart.
/// </summary>
internal sealed class SimdNames
{
    private readonly UniqueNames _unique;
    private readonly Dictionary<string, string> _functions;
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>The names for one body: the kernel's own, or that of one of its functions.</summary>
    public SimdNames(Kernel kernel)
    {
        _unique = new(
        [
            "TVector", "MethodImplOptions", "Run", "Operands", "Written", "operands", "constants", "count", "i",
            .. Enumerable.Range(0, kernel.Parameters.Count + 1).Select(Operand),
            .. ElementType.All.Select(type => type.VectorMath),
            .. ElementType.All.Select(type => Body(kernel, type)),
        ]);
        _functions = kernel.Functions.ToDictionary(function => function.Name, function => _unique.Add(function.Name));
    }

    /// <summary>The type that holds the emitted loop.</summary>
    public static string Body(Kernel kernel, ElementType type) => kernel.Method + type.Label;

    /// <summary>The address of a tensor operand.</summary>
    public static string Operand(int index) => $"operand{index}";

    /// <summary>A name as C# has to spell it.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The C# name of one of the kernel's functions.</summary>
    public string Function(string name) => Escape(_functions[name]);

    /// <summary>The C# name of a variable of the body.</summary>
    public string Variable(string name)
    {
        if (!_variables.TryGetValue(name, out string? unique)) _variables[name] = unique = _unique.Add(name);
        return Escape(unique);
    }
}
