using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;

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
public static class Copy
{
    /// <summary>Strided copy and conversion: permute, slice, concatenate and pad are copies between views.</summary>
    public static readonly Kernel<CopyArguments> Kernel = new("copy", CpuCopy.Run);

    /// <summary>Sets every element to one value.</summary>
    public static readonly Kernel<FillArguments> Fill = new("fill", CpuCopy.Fill);
}
