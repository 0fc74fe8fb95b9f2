using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuGather
{
    public static void Run(CpuDevice device, in GatherArguments arguments) => throw new NotImplementedException();
    public static void ScatterAdd(CpuDevice device, in GatherArguments arguments) => throw new NotImplementedException();
}
