using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuPool2d
{
    public static void Average(CpuDevice device, in Pool2dArguments arguments) => throw new NotImplementedException();
    public static void AverageInputGradient(CpuDevice device, in Pool2dArguments arguments) => throw new NotImplementedException();
    public static void Max(CpuDevice device, in Pool2dArguments arguments) => throw new NotImplementedException();
}
