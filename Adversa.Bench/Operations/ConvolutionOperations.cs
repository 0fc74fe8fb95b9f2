using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>Convolution and both of its gradients, in float32, at the shapes of <see cref="ConvolutionLayer"/>s.</summary>
internal static class ConvolutionOperations
{
    private static readonly Kernel<Conv2dArguments>[] Trio = [Conv2d.Forward, Conv2d.InputGradient, Conv2d.WeightGradient];

    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> All(ShapeSet shapes) =>
        from layer in shapes.Layers from kernel in Trio select Convolution(kernel, layer, shapes == ShapeSet.Small);

    private static Operation Convolution(Kernel<Conv2dArguments> kernel, ConvolutionLayer layer, bool isRepresentative) =>
        new(kernel.Name, layer.Shape, Bound.Arithmetic, layer.Work, operands =>
        {
            Conv2dGeometry g = layer.Geometry;
            var arguments = new Conv2dArguments(
                DType.Float32, g, operands.Random(g.Input.Product), operands.Random(g.Weight.Product),
                operands.Random(g.Output.Product));
            return () => operands.Device.Launch(kernel, arguments);
        })
        {
            IsRepresentative = layer.IsRepresentative || isRepresentative,
        };
}
