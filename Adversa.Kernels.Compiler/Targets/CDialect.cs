using System;
using System.Collections.Generic;
using System.Linq;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>What tells OpenCL C 1.2 and CUDA C apart. Everything else that is emitted is the same for both.</summary>
/// <param name="Name">The target's name.</param>
/// <param name="Kernel">What a kernel's declaration begins with.</param>
/// <param name="Function">
/// What a function's declaration begins with. In OpenCL C nothing: were a function static, clang would take a shared array's
/// address for a constant of the function where all calls pass the same, and PoCL would then forget that each of its threads has
/// an array of its own.
/// </param>
/// <param name="Global">The address space of a device's memory, before a pointer's type.</param>
/// <param name="Shared">The address space of a group's memory, before a pointer's type.</param>
/// <param name="Constant">What a table of constants in a program's scope begins with.</param>
/// <param name="Restrict">What says that a pointer's memory is its own.</param>
/// <param name="Barrier">The statement that waits for the whole group.</param>
/// <param name="Prelude">What a program begins with.</param>
internal sealed record CDialect(
    string Name, string Kernel, string Function, string Global, string Shared, string Constant, string Restrict, string Barrier,
    string Prelude)
{
    public static readonly CDialect OpenCl = new(
        "OpenCL C 1.2", "__kernel void", "", "__global ", "__local ", "__constant", "restrict",
        "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);", "");

    public static readonly CDialect Cuda = new(
        "CUDA C", "extern \"C\" __global__ void", "static __device__ __forceinline__ ", "", "", "__device__ static const",
        "__restrict__", "__syncthreads();", "");

    /// <summary>C# over the types of ILGPU, which has C's operators and statements.</summary>
    public static readonly CDialect CSharp = new(
        "C#", "public static void", "private static ", "", "", "", "", "Group.Barrier();", "");

    private static readonly string[] CSharpWords =
    [
        .. ("abstract as base byte checked decimal delegate event finally fixed foreach implicit in interface internal is lock "
            + "object out override params readonly ref sbyte sealed stackalloc string unchecked unsafe "
            + "ArrayView Atomic Grid Group KernelMath LocalMemory SharedMemory XMath").Split(' '),
    ];

    private static readonly string[] OneWord = ["Exp", "Log", "Sqrt", "Rsqrt", "Sin", "Cos", "Tanh", "Pow", "Log1P"];

    /// <summary>The dialects of C, whose programs a device's driver compiles.</summary>
    public static IReadOnlyList<CDialect> All => [OpenCl, Cuda];

    /// <summary>The words that the target has beyond those of C, and the types that the emitted code names.</summary>
    public IReadOnlyList<string> Words => this == CSharp ? CSharpWords : [];

    public bool IsCuda => this == Cuda;

    /// <summary>A C# type's name in C.</summary>
    public string Type(string csharp) => this == CSharp ? csharp : csharp switch
    {
        "byte" => IsCuda ? "unsigned char" : "uchar",
        "uint" => IsCuda ? "unsigned int" : "uint",
        "long" => IsCuda ? "long long" : "long",
        "ulong" => IsCuda ? "unsigned long long" : "ulong",
        _ => csharp,
    };

    /// <summary>The type of a function's parameter that stands for a variable of the caller's.</summary>
    public string Reference(string type) => this == CSharp ? "ref " + type : type + "*";

    /// <summary>What declares shared memory at the top of a kernel.</summary>
    public string SharedDeclaration => IsCuda ? "__shared__" : "__local";

    /// <summary>What fixes the size of a kernel's groups: in OpenCL behind __kernel, in CUDA behind void.</summary>
    public string GroupSize(int x, int y, int z) => IsCuda
        ? $"__launch_bounds__({x * y * z})"
        : $"__attribute__((reqd_work_group_size({x}, {y}, {z})))";

    /// <summary>The high half of a product of unsigned integers.</summary>
    public string MultiplyHigh(string a, string b) => $"{(IsCuda ? "__umulhi" : "mul_hi")}({a}, {b})";

    /// <summary>A member of Grid or Group: <c>Group.IdxX</c>.</summary>
    public string Position(string type, string member)
    {
        int axis = member[member.Length - 1] - 'X';
        char letter = "xyz"[axis];
        return (type, member.StartsWith("Idx", StringComparison.Ordinal)) switch
        {
            ("Group", true) => IsCuda ? $"(int)threadIdx.{letter}" : $"(int)get_local_id({axis})",
            ("Group", false) => IsCuda ? $"(int)blockDim.{letter}" : $"(int)get_local_size({axis})",
            ("Grid", true) => IsCuda ? $"(int)blockIdx.{letter}" : $"(int)get_group_id({axis})",
            _ => IsCuda ? $"(int)gridDim.{letter}" : $"(int)get_num_groups({axis})",
        };
    }

    /// <summary>An XMath function by name, for <c>float</c> or <c>double</c>; a name of its own where C has none.</summary>
    public string Math(string function, string type)
    {
        if (!OneWord.Contains(function) && function != "Abs") return $"adversa_{function.ToLowerInvariant()}";
        if (this == CSharp) return (function == "Log1P" ? "KernelMath." : "XMath.") + function;
        string word = function == "Abs" ? "fabs" : function.ToLowerInvariant();
        return IsCuda && type == "float" ? word + "f" : word;
    }
}
