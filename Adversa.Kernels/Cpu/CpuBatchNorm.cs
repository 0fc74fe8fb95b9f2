using System.Numerics;
using Adversa.Kernels.Cpu.BatchNormalization;
using Adversa.Kernels.Cpu.Reductions;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Batch normalization on the CPU. A few operations per element, so every kernel runs at the speed of memory and what matters
/// is how often x is read: once for the statistics (see <see cref="MomentsStep"/>), once to normalize, and in the backward
/// pass once for two sums per channel and once more for the gradient, which finds a channel that is not too large in the
/// cache still. Planes that fill vectors are walked one by one with their channel's coefficients in registers
/// (<see cref="CpuBatchNormPlanes"/>); for small planes a whole sample is one row, with a coefficient for each element of it
/// (<see cref="CpuBatchNormRows"/>).
/// </summary>
internal static unsafe class CpuBatchNorm
{
    private const int SmallestPlane = 32;

    public static void Statistics(CpuDevice device, in BatchNormArguments arguments)
    {
        if (arguments.Type == DType.Float32) Statistics<float>(device, arguments);
        else if (arguments.Type == DType.Float64) Statistics<double>(device, arguments);
        else throw UnsupportedType.For("batch_norm_statistics", arguments.Type);
    }

    public static void Normalize(CpuDevice device, in BatchNormArguments arguments)
    {
        if (arguments.Type == DType.Float32) Normalize<float>(device, arguments);
        else if (arguments.Type == DType.Float64) Normalize<double>(device, arguments);
        else throw UnsupportedType.For("batch_norm", arguments.Type);
    }

    public static void Backward(CpuDevice device, in BatchNormBackwardArguments arguments)
    {
        if (arguments.Type == DType.Float32) Backward<float>(device, arguments);
        else if (arguments.Type == DType.Float64) Backward<double>(device, arguments);
        else throw UnsupportedType.For("batch_norm_backward", arguments.Type);
    }

    private static void Statistics<T>(CpuDevice device, in BatchNormArguments arguments) where T : unmanaged, INumberBase<T>
    {
        if (arguments.Plane >= SmallestPlane) CpuBatchNormPlanes.Statistics<T>(device, arguments);
        else CpuBatchNormRows.Statistics<T>(device, arguments);
    }

    private static void Normalize<T>(CpuDevice device, in BatchNormArguments arguments)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (arguments.Plane >= SmallestPlane) CpuBatchNormPlanes.Normalize<T>(device, arguments);
        else CpuBatchNormRows.Normalize<T>(device, arguments);
    }

    private static void Backward<T>(CpuDevice device, in BatchNormBackwardArguments arguments)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (arguments.Plane >= SmallestPlane) CpuBatchNormPlanes.Backward<T>(device, arguments);
        else CpuBatchNormRows.Backward<T>(device, arguments);
    }
}
