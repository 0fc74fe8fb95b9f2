using System.Linq;
using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>The targets' own texts for a function that they supply: a member marked [Intrinsic], or one of Warp.</summary>
/// <param name="OpenCl">The text in OpenCL C; null where it lacks the function.</param>
/// <param name="Cuda">The text in CUDA C; null where it lacks the function.</param>
/// <param name="CudaCapability">The lowest compute capability that has it, as 10·major + minor; 0 for every device.</param>
/// <param name="IsFloat32Only">Whether <c>float</c> means float32 alone.</param>
internal sealed record TargetTexts(string? OpenCl, string? Cuda, int CudaCapability = 0, bool IsFloat32Only = false)
{
    private const string Attribute = "Adversa.Kernels.Language.IntrinsicAttribute";
    private const int FirstCapability = 10;

    /// <summary>What is wrong with the capability, in words; null where nothing is.</summary>
    public string? Objection => CudaCapability == 0 ? null
        : Cuda is null ? "it has no text in CUDA C that could need one"
        : CudaCapability < FirstCapability ? "a compute capability is stated as 10·major + minor, 80 for 8.0"
        : null;

    /// <summary>The texts for a method or property; null where the targets do not supply it.</summary>
    public static TargetTexts? Of(ISymbol member)
    {
        if (Surface.WarpInCuda(member) is { } cuda) return new(null, cuda);
        AttributeData? attribute = member.GetAttributes().FirstOrDefault(
            attribute => attribute.AttributeClass?.ToDisplayString() == Attribute);
        return attribute is null
            ? null
            : new(
                Named("OpenCl") as string, Named("Cuda") as string, Named("CudaCapability") as int? ?? 0,
                Named("IsFloat32Only") as bool? ?? false);

        object? Named(string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;
    }
}
