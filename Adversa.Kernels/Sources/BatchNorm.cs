using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>
/// Batch normalization of x [Batch, Channels, Plane], dense. Mean and Variance (biased) are per channel over Batch and Plane:
/// written by the statistics kernel, read by the others. Gamma and Beta are per channel; a missing Gamma is 1, a missing Beta 0.
/// </summary>
public readonly record struct BatchNormArguments(
    DType Type, int Batch, int Channels, int Plane, double Epsilon,
    BufferView X, BufferView Mean, BufferView Variance, BufferView? Gamma, BufferView? Beta, BufferView Y);

/// <summary>
/// The inputs of the forward kernel with GradY = ∂L/∂y, and where the three derivatives go. In training mode Mean and Variance
/// are functions of x, and their share of ∂L/∂x is included.
/// </summary>
public readonly record struct BatchNormBackwardArguments(
    DType Type, int Batch, int Channels, int Plane, double Epsilon,
    BufferView X, BufferView Mean, BufferView Variance, BufferView? Gamma, BufferView GradY,
    BufferView GradX, BufferView GradGamma, BufferView GradBeta);

/// <summary>Batch normalization; float32 and float64.</summary>
/// <remarks>
/// In float32 and per element: the statistics read 4 bytes for 4 operations (a sum, then squared deviations from the cache);
/// normalizing reads 4 and writes 4 for 3 operations, a difference, a product and a sum, since the channel's Gamma/√(Variance +
/// Epsilon) is computed once; the backward pass reads x and GradY for 4 operations of the two sums, reads them again and writes
/// GradX for 5 more, 20 bytes. A training step is 32 bytes and 16 operations, so what counts is how often a tensor goes through
/// memory: the second readings, 12 bytes, are saved where the data is in the cache still (<see cref="CpuBatchNorm"/>). A next
/// version would take the statistics while the convolution writes x, 4 bytes less, and apply the activation that follows while
/// it normalizes, 8 bytes less.
/// </remarks>
public static class BatchNorm
{
    /// <summary>Mean and Variance from X.</summary>
    public static readonly Kernel<BatchNormArguments> Statistics =
        new("batch_norm_statistics", CpuBatchNorm.Statistics, GpuBatchNorm.Statistics);

    /// <summary>Y = Gamma·(X − Mean)/√(Variance + Epsilon) + Beta.</summary>
    public static readonly Kernel<BatchNormArguments> Normalize =
        new("batch_norm", CpuBatchNorm.Normalize, GpuBatchNorm.Normalize);

    /// <summary>GradX, GradGamma and GradBeta in training mode, in two passes over memory.</summary>
    public static readonly Kernel<BatchNormBackwardArguments> Backward =
        new("batch_norm_backward", CpuBatchNorm.Backward, GpuBatchNorm.Backward);
}
