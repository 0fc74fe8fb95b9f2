using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>
/// Softmax of x [Outer, Size, Inner], dense, over Size: y = exp(x−m)/Σexp(x−m) with m the largest x; or its logarithm,
/// y = x − m − log Σexp(x−m). Elements of −∞ have share 0; a row of nothing else is NaN.
/// </summary>
public readonly record struct SoftmaxArguments(
    DType Type, bool Logarithm, int Outer, int Size, int Inner, BufferView X, BufferView Y);

/// <summary>Softmax and its logarithm; float32 and float64.</summary>
/// <remarks>
/// Three passes over a row: the maximum (1 operation per element), the exponentials and their sum (a difference, an exponential
/// function, an addition), the scaling (1 product, or 2 differences for the logarithm). The exponential function costs more
/// than the rest together. While the row stays in the cache, memory sees 8 bytes per element of float32: x read and y written
/// once. A row that outgrows it moves 20 bytes, since x is read twice and y is written, read and written again; the logarithm
/// reads x three times and writes y once, 16 bytes. <see cref="CpuSoftmax"/> tells why the arithmetic is in double and how two
/// of the passes become one. For float32, an exponential function in float would have twice the lanes, at the price of results
/// that differ in their last bits.
/// </remarks>
public static class Softmax
{
    /// <summary>Softmax over one axis.</summary>
    public static readonly Kernel<SoftmaxArguments> Kernel = new("softmax", CpuSoftmax.Run, GpuSoftmax.Run);
}
