namespace Adversa.Kernels.Language;

/// <summary>
/// Marks a static method that a target supplies: its body is an expression of that target's language, or a statement where the
/// method returns nothing, in which <c>{0}</c>, <c>{1}</c>, … stand for the arguments. A target without a text lacks the
/// function, and a kernel that uses it states a <see cref="GroupedAttribute.Fallback"/>. The C# body, if it is one that the
/// kernel language has, does not count.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class IntrinsicAttribute : Attribute
{
    /// <summary>The text in OpenCL C 1.2.</summary>
    public string? OpenCl { get; init; }

    /// <summary>The text in CUDA C.</summary>
    public string? Cuda { get; init; }

    /// <summary>
    /// The lowest compute capability that has what the text in CUDA C names, as major·10 + minor: 80 for 8.0. Older devices lack
    /// the function, as a target without a text does. 0 where every device has it.
    /// </summary>
    public int CudaCapability { get; init; }

    /// <summary>Whether <c>float</c> means float32 alone, so that kernels without a form for float64 alone can call it.</summary>
    public bool IsFloat32Only { get; init; }
}
