using Adversa.Kernels.Sources;
using Adversa.Tensors;
using static Adversa.Autograd.Node;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>The mean of each window of x [N,C,H,W]; padded zeros count.</summary>
    public static Variable AveragePool2d(Variable x, Pool2dGeometry g) => Record(
        x.Value.AveragePool2d(g),
        Vjp.Of(x, g, static (gy, g) => AveragePool2dInputGradient(gy, g)));

    /// <summary>The adjoint of <see cref="AveragePool2d"/>: y [N,C,OH,OW] spread evenly over the windows.</summary>
    public static Variable AveragePool2dInputGradient(Variable y, Pool2dGeometry g) => Record(
        y.Value.AveragePool2dInputGradient(g),
        Vjp.Of(y, g, static (gx, g) => AveragePool2d(gx, g)));

    /// <summary>
    /// The maximum of each window of x [N,C,H,W]; padding never wins, and of equal maxima the first has the gradient.
    /// </summary>
    public static Variable MaxPool2d(Variable x, Pool2dGeometry g)
    {
        (Tensor values, Tensor indices) = x.Value.MaxPool2d(g);
        return Record(values, Vjp.Of(x, indices, (g, x.Shape), static (gy, indices, c) =>
            gy.Reshape([c.g.Planes, c.g.OutHeight * c.g.OutWidth])
                .ScatterAddAlong(1, indices.Value.Reshape(c.g.Planes, c.g.OutHeight * c.g.OutWidth), c.g.InHeight * c.g.InWidth)
                .Reshape(c.Shape)));
    }

    /// <summary>Images x [..., H, W] at another size.</summary>
    public static Variable Resize2d(
        this Variable x, int height, int width, Interpolation interpolation = Interpolation.Nearest) => Record(
        x.Value.Resize2d(height, width, interpolation),
        Vjp.Of(x, (Height: x.Shape[^2], Width: x.Shape[^1], interpolation),
            static (gy, c) => gy.Resize2dInputGradient(c.Height, c.Width, c.interpolation)));

    /// <summary>The adjoint of <see cref="Resize2d"/>: from the new size back to [..., height, width].</summary>
    public static Variable Resize2dInputGradient(
        this Variable y, int height, int width, Interpolation interpolation = Interpolation.Nearest) => Record(
        y.Value.Resize2dInputGradient(height, width, interpolation),
        Vjp.Of(y, (Height: y.Shape[^2], Width: y.Shape[^1], interpolation),
            static (gx, c) => gx.Resize2d(c.Height, c.Width, c.interpolation)));
}
