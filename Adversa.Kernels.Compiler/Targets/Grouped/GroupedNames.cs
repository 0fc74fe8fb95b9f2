using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets.Grouped;

/// <summary>
/// The names of one function's variables in C: the author's, but where C, the device's library or the program's functions have
/// them too.
/// </summary>
internal sealed class GroupedNames(IEnumerable<string> globals)
{
    /// <summary>What the emitted code calls, and types that OpenCL C has of its own.</summary>
    private static readonly string[] Taken =
    [
        .. ("abs as_float as_uint atomicAdd atomicMax atomic_add atomic_max barrier cos exp fabs fma fmod get_local_size "
            + "get_num_groups llabs log log1p max min pow rsqrt sin sqrt tanh").Split(' '),
        .. from type in new[] { "char", "uchar", "short", "ushort", "int", "uint", "long", "ulong", "float", "double" }
           from count in new[] { 2, 3, 4, 8, 16 }
           select type + count,
    ];

    private readonly UniqueNames _unique = new([.. CWords.Taken, .. Taken, .. globals]);
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>The C name of a variable.</summary>
    public string Variable(string name)
    {
        if (!_variables.TryGetValue(name, out string? unique)) _variables[name] = unique = Add(name);
        return unique;
    }

    /// <summary>A name for a variable that the source does not have.</summary>
    public string Add(string name) => _unique.Add(CWords.Spelling(name));

    /// <summary>The C name of a field, which no variable can be taken for.</summary>
    public static string Field(string name) => CWords.Spelling(CWords.Taken.Contains(name) ? name + "_" : name);
}
