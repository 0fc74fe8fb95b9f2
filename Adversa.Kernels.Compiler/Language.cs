using System.Linq;
using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler;

/// <summary>Whose types the kernel language is: this project's own, or ILGPU's of the same names.</summary>
internal static class Language
{
    private const string Symbol = "WITH_ILGPU";

    /// <summary>Whether the build is one with ILGPU's, by a symbol of the preprocessor.</summary>
    public static IncrementalValueProvider<bool> IsIlgpu(IncrementalGeneratorInitializationContext context) =>
        context.ParseOptionsProvider.Select(static (options, _) => options.PreprocessorSymbolNames.Contains(Symbol));
}
