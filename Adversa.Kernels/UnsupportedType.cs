namespace Adversa.Kernels;

/// <summary>The refusal of kernels that compute in floating point alone.</summary>
internal static class UnsupportedType
{
    public static NotSupportedException For(string kernel, DType type) =>
        new($"{kernel}: {type} is not supported; use Float32 or Float64.");
}
