using System.Collections.Generic;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>An element type in the emitted texts.</summary>
/// <param name="Name">The keyword, in C# and in C.</param>
/// <param name="Suffix">What a number ends with in C#.</param>
/// <param name="CSuffix">What a number ends with in C.</param>
/// <param name="Label">What emitted types are named after.</param>
internal sealed record ElementType(string Name, string Suffix, string CSuffix, string Label)
{
    public static readonly ElementType Float32 = new("float", "f", "f", "Float32");
    public static readonly ElementType Float64 = new("double", "d", "", "Float64");

    public static readonly IReadOnlyList<ElementType> All = [Float32, Float64];

    /// <summary>The class of the functions over vectors of this type.</summary>
    public string VectorMath => "VectorMath" + Label;
}
