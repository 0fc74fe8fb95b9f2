using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuPhilox
{
    public static void Run(CpuDevice device, in RandomArguments arguments) => throw new NotImplementedException();
}
