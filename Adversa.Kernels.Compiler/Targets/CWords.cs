using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>What a C name can be.</summary>
internal static class CWords
{
    /// <summary>Words of C, C++, OpenCL C and CUDA C, and what those have as macros or types.</summary>
    public static readonly IReadOnlyCollection<string> Taken =
    new HashSet<string>(
        ("alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t class compl const "
            + "const_cast constexpr continue decltype default delete do double dynamic_cast else enum explicit export extern "
            + "false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or "
            + "or_eq private protected public register reinterpret_cast restrict return short signed sizeof static "
            + "static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename "
            + "union unsigned using virtual void volatile wchar_t while xor xor_eq "
            + "constant event_t global half image2d_t image3d_t kernel local pipe quad read_only read_write sampler_t size_t "
            + "uchar uint ulong ushort write_only "
            + "blockDim blockIdx gridDim threadIdx warpSize get_group_id get_local_id "
            + "Axis Layout " // the types of a program over strided operands
            + "HUGE_VAL HUGE_VALF INFINITY MAXFLOAT NAN NULL").Split(' '));

    /// <summary>A C# name in the letters that C has.</summary>
    public static string Spelling(string name) =>
        Regex.Replace(name, "[^A-Za-z0-9_]", letter => "u" + ((int)letter.Value[0]).ToString("x4"));
}
