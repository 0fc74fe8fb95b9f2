using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuSoftmax
{
    public static void Run(CpuDevice device, in SoftmaxArguments arguments) => throw new NotImplementedException();
}
