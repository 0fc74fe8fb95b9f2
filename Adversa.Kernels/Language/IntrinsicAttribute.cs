namespace Adversa.Kernels.Language;

/// <summary>
/// Marks a static method that a target supplies: its body is an expression of that target's language, in which <c>{0}</c>,
/// <c>{1}</c>, … stand for the arguments. A target without an expression lacks the function, and a kernel that uses it states a
/// <see cref="GroupedAttribute.Fallback"/>. The C# body, if it is one that the kernel language has, does not count.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class IntrinsicAttribute : Attribute
{
    /// <summary>The expression in OpenCL C 1.2.</summary>
    public string? OpenCl { get; init; }

    /// <summary>The expression in CUDA C.</summary>
    public string? Cuda { get; init; }
}
