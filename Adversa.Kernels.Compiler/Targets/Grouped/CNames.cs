using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets.Grouped;

/// <summary>
/// The names of one function's variables in C. They are the author's, but where C, C++ or a program's functions have them too,
/// and in letters that every C compiler takes.
/// </summary>
internal sealed class CNames(IEnumerable<string> functions)
{
    private static readonly string[] Reserved =
    [
        // Keywords of C99 and C++.
        .. ("alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl const const_cast constexpr "
            + "continue decltype default delete do double dynamic_cast else enum explicit export extern false float for friend "
            + "goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected "
            + "public register reinterpret_cast restrict return short signed sizeof static static_assert static_cast struct "
            + "switch template this thread_local throw true try typedef typeid typename union unsigned using virtual void "
            + "volatile wchar_t while xor xor_eq").Split(' '),
        // OpenCL C's keywords and types.
        .. ("global local constant kernel read_only write_only read_write half uchar ushort uint ulong size_t ptrdiff_t intptr_t "
            + "uintptr_t event_t sampler_t image2d_t image3d_t complex imaginary quad pipe generic uniform").Split(' '),
        .. new[] { "char", "uchar", "short", "ushort", "int", "uint", "long", "ulong", "float", "double" }
            .SelectMany(type => new[] { 2, 3, 4, 8, 16 }.Select(count => type + count)),
        // What the emitted code calls, and what CUDA has of its own.
        .. ("max min abs llabs fabs exp log log1p sqrt rsqrt sin cos tanh pow fmod fma barrier as_uint as_float INFINITY NAN "
            + "atomic_add atomic_max atomicAdd atomicMax warpSize threadIdx "
            + "blockIdx blockDim gridDim linux unix").Split(' '),
    ];

    private readonly UniqueNames _unique = new(Reserved.Concat(functions));
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>The C name of a variable.</summary>
    public string Variable(string name)
    {
        if (!_variables.TryGetValue(name, out string? unique)) _variables[name] = unique = _unique.Add(Ascii(name));
        return unique;
    }

    /// <summary>A new name that no variable has.</summary>
    public string New(string wanted) => _unique.Add(Ascii(wanted));

    /// <summary>The C name of a field, which no variable can be taken for.</summary>
    public static string Field(string name) => Reserved.Contains(name) ? name + "_" : Ascii(name);

    private static string Ascii(string name) =>
        string.Concat(name.Select(letter => letter < 128 ? letter.ToString() : $"u{(int)letter:x4}"));
}
