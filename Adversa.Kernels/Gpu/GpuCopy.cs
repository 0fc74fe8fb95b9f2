using Adversa.Kernels.Cpu.Strided;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>Copies, conversions and fills on a device: merges axes, and chooses the kernel by the element types.</summary>
internal static class GpuCopy
{
    private delegate void Launch(GpuDevice device, Extent groups, BufferView source, BufferView target, CopySpace space);

    public static void Run(GpuDevice device, in CopyArguments arguments)
    {
        // The target is walked in the order of its memory, so that neighbouring work-items write neighbouring elements.
        var space = StridedSpace.Collapse(arguments.Sizes, arguments.TargetStrides, arguments.SourceStrides);
        if (space.Count == 0) return;
        LaunchFor(arguments.SourceType, arguments.TargetType)(
            device, Groups(space), arguments.Source, arguments.Target,
            new CopySpace(space.Count, Steps.Of(space.Sizes, 1), Steps.Of(space.Second, 0), Steps.Of(space.First, 0)));
    }

    public static void Fill(GpuDevice device, in FillArguments arguments)
    {
        var space = StridedSpace.Collapse(arguments.Sizes, arguments.TargetStrides, arguments.TargetStrides);
        if (space.Count == 0) return;
        Steps strides = Steps.Of(space.First, 0);
        var all = new CopySpace(space.Count, Steps.Of(space.Sizes, 1), strides, strides);
        Extent groups = Groups(space);
        double value = arguments.Value;
        switch (arguments.Type)
        {
            case DType.Float32:
                Grouped.Fill_UInt32(device, groups, arguments.Target, BitConverter.SingleToUInt32Bits((float)value), all);
                break;
            case DType.Float64:
                Grouped.Fill_UInt64(device, groups, arguments.Target, BitConverter.DoubleToUInt64Bits(value), all);
                break;
            case DType.Int32:
                Grouped.Fill_UInt32(device, groups, arguments.Target, (uint)int.CreateSaturating(value), all);
                break;
            case DType.Int64:
                Grouped.Fill_UInt64(device, groups, arguments.Target, (ulong)long.CreateSaturating(value), all);
                break;
            case DType.UInt8:
                Grouped.Fill_Byte(device, groups, arguments.Target, byte.CreateSaturating(value), all);
                break;
            default:
                throw new NotSupportedException($"fill: {arguments.Type} is not an element type.");
        }
    }

    private static Extent Groups(in StridedSpace space) => Extent.Covering(space.Count, CopyKernels.GroupSize);

    private static Launch LaunchFor(DType source, DType target) => (source, target) switch
    {
        _ when source == target => source.Size() switch
        {
            1 => Grouped.Move_Byte,
            4 => Grouped.Move_UInt32,
            _ => Grouped.Move_UInt64,
        },
        (DType.UInt8, DType.Int32) => Grouped.Convert_ByteToInt,
        (DType.UInt8, DType.Int64) => Grouped.Convert_ByteToLong,
        (DType.UInt8, DType.Float32) => Grouped.Convert_ByteToFloat,
        (DType.UInt8, DType.Float64) => Grouped.Convert_ByteToDouble,
        (DType.Int32, DType.UInt8) => Grouped.Convert_IntToByte,
        (DType.Int32, DType.Int64) => Grouped.Convert_IntToLong,
        (DType.Int32, DType.Float32) => Grouped.Convert_IntToFloat,
        (DType.Int32, DType.Float64) => Grouped.Convert_IntToDouble,
        (DType.Int64, DType.UInt8) => Grouped.Convert_LongToByte,
        (DType.Int64, DType.Int32) => Grouped.Convert_LongToInt,
        (DType.Int64, DType.Float32) => Grouped.Convert_LongToFloat,
        (DType.Int64, DType.Float64) => Grouped.Convert_LongToDouble,
        (DType.Float32, DType.UInt8) => Grouped.Convert_FloatToByte,
        (DType.Float32, DType.Int32) => Grouped.Convert_FloatToInt,
        (DType.Float32, DType.Int64) => Grouped.Convert_FloatToLong,
        (DType.Float32, DType.Float64) => Grouped.Convert_FloatToDouble,
        (DType.Float64, DType.UInt8) => Grouped.Convert_DoubleToByte,
        (DType.Float64, DType.Int32) => Grouped.Convert_DoubleToInt,
        (DType.Float64, DType.Int64) => Grouped.Convert_DoubleToLong,
        (DType.Float64, DType.Float32) => Grouped.Convert_DoubleToFloat,
        _ => throw new NotSupportedException($"copy: {source} to {target} is no pair of element types."),
    };
}
