using System.Numerics;
using Adversa.Kernels.Cpu.Convolution;
using Adversa.Kernels.Cpu.Convolution.Winograd;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// The convolution trio on the CPU: with fewer multiplications where <see cref="WinogradConv2d{T}"/> can save some, by
/// <see cref="ColumnSums"/> where an input gradient has few channels, else as <see cref="ImplicitConv2d"/>.
/// </summary>
internal static class CpuConv2d
{
    public static void Forward(CpuDevice device, in Conv2dArguments arguments)
    {
        if (CheckedType(arguments) == DType.Float64) Forward(device, MicroKernel<double>.Best, arguments);
        else Forward(device, MicroKernel<float>.Best, arguments);
    }

    public static void InputGradient(CpuDevice device, in Conv2dArguments arguments)
    {
        if (CheckedType(arguments) == DType.Float64) InputGradient(device, MicroKernel<double>.Best, arguments);
        else InputGradient(device, MicroKernel<float>.Best, arguments);
    }

    public static void WeightGradient(CpuDevice device, in Conv2dArguments arguments)
    {
        if (CheckedType(arguments) == DType.Float64) WeightGradient(device, MicroKernel<double>.Best, arguments);
        else WeightGradient(device, MicroKernel<float>.Best, arguments);
    }

    internal static void Forward<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (WinogradChoice<T>.For(arguments.Geometry) is { } winograd) winograd.Forward(device, kernel, arguments);
        else ImplicitConv2d.Forward(device, kernel, arguments);
    }

    internal static void InputGradient<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (WinogradChoice<T>.For(arguments.Geometry) is { } winograd) winograd.InputGradient(device, kernel, arguments);
        else if (ColumnSums.Suits(arguments.Geometry)) ColumnSums.InputGradient(device, kernel, arguments);
        else ImplicitConv2d.InputGradient(device, kernel, arguments);
    }

    internal static void WeightGradient<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (WinogradChoice<T>.For(arguments.Geometry) is { } winograd) winograd.WeightGradient(device, kernel, arguments);
        else ImplicitConv2d.WeightGradient(device, kernel, arguments);
    }

    /// <summary>Float32 or Float64; throws for other types, and for sizes that no convolution has.</summary>
    private static DType CheckedType(in Conv2dArguments arguments)
    {
        arguments.Geometry.Check();
        return arguments.Type.IsFloating() ? arguments.Type : throw UnsupportedType.For("conv2d", arguments.Type);
    }
}
