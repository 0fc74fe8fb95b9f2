using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>
/// The C names of a program's functions and of one function's variables. They are the names of the source, unless C, the device's
/// library or the program itself has them already. Functions begin with a capital letter, which no function of the library does.
/// </summary>
internal sealed class CNames
{
    private readonly UniqueNames _unique;
    private readonly Dictionary<string, string> _functions;
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>The names for one function's body.</summary>
    /// <param name="kernel">The kernel whose program it is.</param>
    /// <param name="math">The library's functions that the program calls.</param>
    /// <param name="used">Names that the body has of its own.</param>
    public CNames(Kernel kernel, IEnumerable<string> math, IEnumerable<string> used)
    {
        _unique = new([.. CWords.Taken, .. math]);
        Kernel = AddFunction(kernel.Method);
        _functions = kernel.Functions.ToDictionary(function => function.Name, function => AddFunction(function.Name));
        foreach (string name in used) _unique.Add(name);
    }

    /// <summary>The name of the function that a kernel is made from.</summary>
    public string Kernel { get; }

    /// <summary>The name of one of the kernel's functions.</summary>
    public string Function(string name) => _functions[name];

    /// <summary>The name of a variable of the body.</summary>
    public string Variable(string name)
    {
        if (!_variables.TryGetValue(name, out string? unique)) _variables[name] = unique = Add(name);
        return unique;
    }

    /// <summary>A name for a variable that the source does not have.</summary>
    public string Add(string name) => _unique.Add(CWords.Spelling(name));

    private string AddFunction(string name) => Add(char.ToUpperInvariant(name[0]) + name.Substring(1));
}
