using Adversa.Kernels.Sources;

namespace Adversa.Autograd.Modules;

/// <summary>What pooling layers have in common: a window that moves over [N,C,H,W], each channel by itself.</summary>
public abstract class PoolingLayer : Module
{
    private readonly Size2d _kernel, _stride, _padding;

    private protected PoolingLayer(Size2d kernel, Size2d? stride, Size2d? padding)
    {
        (_kernel, _stride, _padding) = (kernel, stride ?? kernel, padding ?? 0);
        _kernel.RequireAtLeast(1, this, nameof(kernel));
        _stride.RequireAtLeast(1, this, nameof(stride));
        _padding.RequireAtLeast(0, this, nameof(padding));
        if (2 * _padding.Height > _kernel.Height || 2 * _padding.Width > _kernel.Width)
            throw new ArgumentException($"{this}: padding {_padding} exceeds half the kernel {_kernel}.", nameof(padding));
    }

    private protected Pool2dGeometry Geometry(Variable x)
    {
        Images.Require(this, x);
        Images.RequireWindow(this, x, _kernel, _padding);
        return new Pool2dGeometry(
            x.Shape[0] * x.Shape[1], x.Shape[2], x.Shape[3], _kernel.Height, _kernel.Width,
            _stride.Height, _stride.Width, _padding.Height, _padding.Width);
    }
}
