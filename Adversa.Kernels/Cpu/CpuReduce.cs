using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuReduce
{
    public static void Run(CpuDevice device, in ReduceArguments arguments) => throw new NotImplementedException();
}
