using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuConv2d
{
    public static void Forward(CpuDevice device, in Conv2dArguments arguments) => throw new NotImplementedException();

    public static void InputGradient(CpuDevice device, in Conv2dArguments arguments) => throw new NotImplementedException();

    public static void WeightGradient(CpuDevice device, in Conv2dArguments arguments) => throw new NotImplementedException();
}
