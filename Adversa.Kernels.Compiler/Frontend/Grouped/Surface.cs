using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>The language's own types: those of Adversa.Kernels.Language, or ILGPU's in a build with that package.</summary>
internal static class Surface
{
    /// <summary>The name of a type of the language, without its type arguments; null for every other type.</summary>
    public static string? NameOf(ITypeSymbol? type) =>
        type?.ContainingNamespace?.ToDisplayString() is "Adversa.Kernels.Language" or "ILGPU" or "ILGPU.Algorithms"
            ? type.Name
            : null;

    /// <summary>Whether a method is a mathematical function that every target supplies.</summary>
    public static bool IsMath(IMethodSymbol method) =>
        NameOf(method.ContainingType) is var type && (type == "XMath" || (type == "KernelMath" && method.Name == "Log1P"));

    /// <summary>CUDA C for a member of Warp, for which OpenCL 1.2 has no word; null for every other symbol.</summary>
    public static string? WarpInCuda(ISymbol member) => NameOf(member.ContainingType) != "Warp" ? null
        : member.Name switch
        {
            "WarpSize" => "warpSize",
            "LaneIdx" => "(int)(threadIdx.x % warpSize)",
            "ShuffleDown" => "__shfl_down_sync(0xffffffffu, {0}, {1})",
            "ShuffleXor" => "__shfl_xor_sync(0xffffffffu, {0}, {1})",
            _ => null,
        };

    /// <summary>The element type of a view; null for every other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } view && NameOf(view) == "ArrayView" ? view.TypeArguments[0] : null;
}
