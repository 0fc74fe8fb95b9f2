using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

/// <summary>Pooling and resizing of images [..., H, W].</summary>
public static class Sampling
{
    /// <summary>The mean of each window of x [N,C,H,W].</summary>
    public static Tensor AveragePool2d(this Tensor x, Pool2dGeometry g)
    {
        RequireImages(Pool2d.Average, x, g.Planes, g.InHeight, g.InWidth);
        return Pool(Pool2d.Average, x, OutShape(x, g), g);
    }

    /// <summary>The adjoint of <see cref="AveragePool2d"/>: y [N,C,OH,OW] spread over the windows.</summary>
    public static Tensor AveragePool2dInputGradient(this Tensor y, Pool2dGeometry g)
    {
        RequireImages(Pool2d.AverageInputGradient, y, g.Planes, g.OutHeight, g.OutWidth);
        Tensor x = Tensor.Empty(y.Shape.With(-2, g.InHeight).With(-1, g.InWidth), y.DType, y.Device);
        using TensorScope scope = TensorScope.Begin();
        y.Device.Launch(Pool2d.AverageInputGradient, new Pool2dArguments(y.DType, g, x.Data, y.Dense().Data));
        return x;
    }

    /// <summary>The maximum of each window of x [N,C,H,W], and its position row·W + column as int32.</summary>
    public static (Tensor Values, Tensor Indices) MaxPool2d(this Tensor x, Pool2dGeometry g)
    {
        RequireImages(Pool2d.Max, x, g.Planes, g.InHeight, g.InWidth);
        Tensor indices = Tensor.Empty(OutShape(x, g), DType.Int32, x.Device);
        return (Pool(Pool2d.Max, x, indices.Shape, g, indices), indices);
    }

    /// <summary>x [..., H, W] at another size.</summary>
    public static Tensor Resize2d(this Tensor x, int height, int width, Interpolation interpolation) =>
        Resize(Kernels.Sources.Resize2d.Forward, interpolation, x, height, width, isForward: true);

    /// <summary>The adjoint of <see cref="Resize2d"/> from [..., height, width].</summary>
    public static Tensor Resize2dInputGradient(this Tensor y, int height, int width, Interpolation interpolation) =>
        Resize(Kernels.Sources.Resize2d.InputGradient, interpolation, y, height, width, isForward: false);

    private static void RequireImages(Kernel<Pool2dArguments> kernel, Tensor images, int planes, int height, int width)
    {
        Elementwise.RequireFloating(kernel.Name, images);
        bool fit = images.Rank >= 2 && images.Shape[^2] == height && images.Shape[^1] == width
            && images.Count == (long)planes * height * width;
        if (!fit)
        {
            throw new ArgumentException(
                $"{kernel}: {images.Describe()} does not fit; expected {planes} planes of [{height},{width}].");
        }
    }

    private static Shape OutShape(Tensor x, Pool2dGeometry g) => x.Shape.With(-2, g.OutHeight).With(-1, g.OutWidth);

    private static Tensor Pool(Kernel<Pool2dArguments> kernel, Tensor x, Shape shape, Pool2dGeometry g, Tensor? indices = null)
    {
        Tensor y = Tensor.Empty(shape, x.DType, x.Device);
        using TensorScope scope = TensorScope.Begin();
        x.Device.Launch(kernel, new Pool2dArguments(x.DType, g, x.Dense().Data, y.Data, indices?.Data));
        return y;
    }

    private static Tensor Resize(
        Kernel<Resize2dArguments> kernel, Interpolation interpolation, Tensor source, int height, int width, bool isForward)
    {
        Elementwise.RequireFloating(kernel.Name, source);
        if (source.Rank < 2) throw new ArgumentException($"Resize2d: {source.Describe()} is no image [..., H, W].");
        Tensor target = Tensor.Empty(source.Shape.With(-2, height).With(-1, width), source.DType, source.Device);
        using TensorScope scope = TensorScope.Begin();
        Tensor dense = source.Dense();
        (Tensor x, Tensor y) = isForward ? (dense, target) : (target, dense);
        int planes = x.Shape[^1] * x.Shape[^2] == 0 ? 0 : x.Count / (x.Shape[^1] * x.Shape[^2]);
        source.Device.Launch(kernel, new Resize2dArguments(
            x.DType, interpolation, planes, x.Shape[^2], x.Shape[^1], y.Shape[^2], y.Shape[^1], x.Data, y.Data));
        return target;
    }
}
