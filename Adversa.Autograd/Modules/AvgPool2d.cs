namespace Adversa.Autograd.Modules;

/// <summary>
/// The mean of each window of x [N,C,H,W], padded zeros counted: [N,C,OH,OW] with OH = ⌊(H + 2·padding − k)/stride⌋ + 1.
/// The stride is the kernel's size unless given.
/// </summary>
public sealed class AvgPool2d(Size2d kernel, Size2d? stride = null, Size2d? padding = null)
    : PoolingLayer(kernel, stride, padding)
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The kernel is larger than the padded input.</exception>
    public override Variable Forward(Variable x) => Functions.AveragePool2d(x, Geometry(x));
}
