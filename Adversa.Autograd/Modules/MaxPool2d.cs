namespace Adversa.Autograd.Modules;

/// <summary>
/// The maximum of each window of x [N,C,H,W], where padding never wins: [N,C,OH,OW] with OH = ⌊(H + 2·padding − k)/stride⌋ + 1.
/// The stride is the kernel's size unless given.
/// </summary>
public sealed class MaxPool2d(Size2d kernel, Size2d? stride = null, Size2d? padding = null)
    : PoolingLayer(kernel, stride, padding)
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The kernel is larger than the padded input.</exception>
    public override Variable Forward(Variable x) => Functions.MaxPool2d(x, Geometry(x));
}
