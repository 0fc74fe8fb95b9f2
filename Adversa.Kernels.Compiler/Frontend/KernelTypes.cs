using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler.Frontend;

/// <summary>The C# types that the kernel language has.</summary>
internal static class KernelTypes
{
    /// <summary>The kernel language's type for a C# type, or null where there is none.</summary>
    public static ValueType? Of(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => ValueType.Real,
        SpecialType.System_Boolean => ValueType.Condition,
        _ => null,
    };
}
