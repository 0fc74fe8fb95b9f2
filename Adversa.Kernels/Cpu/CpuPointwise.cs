using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

internal sealed class CpuPointwise(PointwiseLoop float32, PointwiseLoop float64)
{
    public void Run(CpuDevice device, in PointwiseArguments arguments) => throw new NotImplementedException($"{float32}{float64}");
}
