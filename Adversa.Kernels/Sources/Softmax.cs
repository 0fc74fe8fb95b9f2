using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Sources;

/// <summary>
/// Softmax of x [Outer, Size, Inner], dense, over Size: y = exp(x−m)/Σexp(x−m) with m the largest x; or its logarithm,
/// y = x − m − log Σexp(x−m). Elements of −∞ have share 0; a row of nothing else is NaN.
/// </summary>
public readonly record struct SoftmaxArguments(
    DType Type, bool Logarithm, int Outer, int Size, int Inner, BufferView X, BufferView Y);

/// <summary>Softmax and its logarithm; float32 and float64.</summary>
public static class Softmax
{
    /// <summary>Softmax over one axis.</summary>
    public static readonly Kernel<SoftmaxArguments> Kernel = new("softmax", CpuSoftmax.Run);
}
