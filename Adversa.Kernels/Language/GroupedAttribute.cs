namespace Adversa.Kernels.Language;

/// <summary>
/// Marks a static method as a kernel that is launched in groups of work-items, which share memory and wait for each other at
/// barriers: it is compiled at build time to OpenCL C and to CUDA C. The language is ILGPU's, name for name.
/// </summary>
/// <remarks>
/// <para>
/// Parameters are <c>ArrayView&lt;T&gt;</c>, numbers, and structs of numbers by value. <c>float</c> is the element type: the
/// kernel is compiled for <c>float</c> and once more with every <c>float</c> read as <c>double</c>, numbers included, unless
/// <see cref="IsFloat32Only"/> says otherwise. <c>byte</c>, <c>int</c>, <c>uint</c>, <c>long</c>, <c>ulong</c> and
/// <c>double</c> are what they are in both forms.
/// </para>
/// <para>
/// A generic kernel has one attribute per variant, which names its type arguments: structs whose static members are the
/// variant's constants and functions. A group has the same size in every launch. <c>SharedMemory.Allocate</c> stands at the
/// top of the kernel itself; a helper method takes the view as a parameter. A loop whose bounds are constants is unrolled
/// unless it holds a barrier.
/// </para>
/// </remarks>
/// <param name="groupSize">Work-items per group along x.</param>
/// <param name="typeArguments">The variant's type arguments, where the method is generic.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GroupedAttribute(int groupSize, params Type[] typeArguments) : Attribute
{
    /// <summary>Work-items per group along x.</summary>
    public int GroupSize { get; } = groupSize;

    /// <summary>Work-items per group along y.</summary>
    public int GroupSizeY { get; init; } = 1;

    /// <summary>The type arguments of a generic kernel.</summary>
    public Type[] TypeArguments { get; } = typeArguments;

    /// <summary>Whether <c>float</c> means float32 alone, so that the kernel has one form.</summary>
    public bool IsFloat32Only { get; init; }

    /// <summary>
    /// The method to run, with the same parameters, in as many groups, where the target or the device lacks an intrinsic function
    /// that this kernel uses.
    /// </summary>
    public string? Fallback { get; init; }
}
