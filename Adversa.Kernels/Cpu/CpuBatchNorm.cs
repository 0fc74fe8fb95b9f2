using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuBatchNorm
{
    public static void Statistics(CpuDevice device, in BatchNormArguments arguments) => throw new NotImplementedException();
    public static void Normalize(CpuDevice device, in BatchNormArguments arguments) => throw new NotImplementedException();
    public static void Backward(CpuDevice device, in BatchNormBackwardArguments arguments) => throw new NotImplementedException();
}
