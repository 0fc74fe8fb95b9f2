using System.Numerics;
using Adversa.Kernels.Cpu.Strided;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Copies, conversions and fills on the CPU: finds the element types; <see cref="StridedCopy{TSource,TTarget}"/> and
/// <see cref="StridedFill{T}"/> do the work.
/// </summary>
internal static class CpuCopy
{
    public static void Run(CpuDevice device, in CopyArguments arguments)
    {
        switch (arguments.SourceType)
        {
            case DType.Float32: From<float>(device, arguments); break;
            case DType.Float64: From<double>(device, arguments); break;
            case DType.Int32: From<int>(device, arguments); break;
            case DType.Int64: From<long>(device, arguments); break;
            case DType.UInt8: From<byte>(device, arguments); break;
            default: throw new NotSupportedException($"copy: {arguments.SourceType} is not an element type.");
        }
    }

    public static void Fill(CpuDevice device, in FillArguments arguments)
    {
        switch (arguments.Type)
        {
            case DType.Float32: StridedFill<float>.Run(device, arguments); break;
            case DType.Float64: StridedFill<double>.Run(device, arguments); break;
            case DType.Int32: StridedFill<int>.Run(device, arguments); break;
            case DType.Int64: StridedFill<long>.Run(device, arguments); break;
            case DType.UInt8: StridedFill<byte>.Run(device, arguments); break;
            default: throw new NotSupportedException($"fill: {arguments.Type} is not an element type.");
        }
    }

    private static void From<TSource>(CpuDevice device, in CopyArguments arguments)
        where TSource : unmanaged, INumberBase<TSource>
    {
        switch (arguments.TargetType)
        {
            case DType.Float32: StridedCopy<TSource, float>.Run(device, arguments); break;
            case DType.Float64: StridedCopy<TSource, double>.Run(device, arguments); break;
            case DType.Int32: StridedCopy<TSource, int>.Run(device, arguments); break;
            case DType.Int64: StridedCopy<TSource, long>.Run(device, arguments); break;
            case DType.UInt8: StridedCopy<TSource, byte>.Run(device, arguments); break;
            default: throw new NotSupportedException($"copy: {arguments.TargetType} is not an element type.");
        }
    }
}
