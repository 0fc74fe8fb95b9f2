using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>
/// target[i] = (TargetType) source[i] for every index i of Sizes, each side with its own strides. Real to integer rounds
/// towards zero, and NaN becomes 0; whatever a target integer cannot hold becomes the nearest number that it can. Source and
/// target share no memory, unless they have the same type, the same begin and the same strides.
/// </summary>
public readonly record struct CopyArguments(
    Axes Sizes, DType SourceType, BufferView Source, Axes SourceStrides, DType TargetType, BufferView Target, Axes TargetStrides);

/// <summary>target[i] = Value for every index i of Sizes.</summary>
public readonly record struct FillArguments(Axes Sizes, DType Type, BufferView Target, Axes TargetStrides, double Value);

/// <summary>Moving and setting elements; every type.</summary>
/// <remarks>
/// No arithmetic but a conversion: a copy of float32 reads 4 bytes and writes 4 per element, a fill writes 4, and the order of
/// visits decides how near the time comes to that. Axes that both sides step through evenly become one, and the rest are
/// visited in the order of the target's memory. A plain transposition would then read a cache line of 64 bytes for each 4 that
/// it uses, up to 16 times as much, if lines are lost before their neighbours' turn; so the two axes are visited in tiles of 32
/// × 32 (<see cref="Cpu.Strided.StridedCopy{TSource,TTarget}"/>). A next version would transpose a tile by shuffles of vector
/// registers instead of element by element. The fastest copy is none: what takes strides, as pointwise kernels and reductions
/// do, reads a permuted or sliced view directly.
/// </remarks>
public static class Copy
{
    /// <summary>Strided copy and conversion: permute, slice, concatenate and pad are copies between views.</summary>
    public static readonly Kernel<CopyArguments> Kernel = new("copy", CpuCopy.Run, GpuCopy.Run);

    /// <summary>Sets every element to one value.</summary>
    public static readonly Kernel<FillArguments> Fill = new("fill", CpuCopy.Fill, GpuCopy.Fill);
}
