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

    /// <summary>The element type of a view; null for every other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } view && NameOf(view) == "ArrayView" ? view.TypeArguments[0] : null;
}
