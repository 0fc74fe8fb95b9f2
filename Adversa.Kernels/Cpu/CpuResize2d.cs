using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuResize2d
{
    public static void Forward(CpuDevice device, in Resize2dArguments arguments) => throw new NotImplementedException();
    public static void InputGradient(CpuDevice device, in Resize2dArguments arguments) => throw new NotImplementedException();
}
