using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal static class CpuCopy
{
    public static void Run(CpuDevice device, in CopyArguments arguments) => throw new NotImplementedException();
    public static void Fill(CpuDevice device, in FillArguments arguments) => throw new NotImplementedException();
}
