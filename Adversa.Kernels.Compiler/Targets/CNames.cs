using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>
/// The C names of a program's functions and of one function's variables. They are the names of the source, unless C, the device's
/// library or the program itself has them already. Functions begin with a capital letter, which no function of the library does.
/// </summary>
internal sealed class CNames
{
    /// <summary>The words of C, C++, OpenCL C and CUDA C, and what those have as macros or types.</summary>
    private static readonly string[] Words =
    [
        .. ("alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t class compl const "
            + "const_cast constexpr continue decltype default delete do double dynamic_cast else enum explicit export extern "
            + "false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or "
            + "or_eq private protected public register reinterpret_cast restrict return short signed sizeof static "
            + "static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename "
            + "union unsigned using virtual void volatile wchar_t while xor xor_eq "
            + "constant event_t global half image2d_t image3d_t kernel local pipe quad read_only read_write sampler_t size_t "
            + "uchar uint ulong ushort write_only "
            + "blockDim blockIdx gridDim threadIdx warpSize get_group_id get_local_id "
            + "Axis Layout " // the types of a program over strided operands
            + "HUGE_VAL HUGE_VALF INFINITY MAXFLOAT NAN NULL").Split(' '),
    ];

    private readonly UniqueNames _unique;
    private readonly Dictionary<string, string> _functions;
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>The names for one function's body.</summary>
    /// <param name="kernel">The kernel whose program it is.</param>
    /// <param name="math">The library's functions that the program calls.</param>
    /// <param name="used">Names that the body has of its own.</param>
    public CNames(Kernel kernel, IEnumerable<string> math, IEnumerable<string> used)
    {
        _unique = new([.. Words, .. math]);
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
    public string Add(string name) => _unique.Add(Spelling(name));

    private string AddFunction(string name) => Add(char.ToUpperInvariant(name[0]) + name.Substring(1));

    /// <summary>C# has letters that C lacks.</summary>
    private static string Spelling(string name) =>
        Regex.Replace(name, "[^A-Za-z0-9_]", letter => "u" + ((int)letter.Value[0]).ToString("x4"));
}
