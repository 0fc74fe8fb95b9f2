using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuMatMul
{
    public static void Run(CpuDevice device, in MatMulArguments arguments) => throw new NotImplementedException();
}
