using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

/// <summary>The convolution trio on tensors. Shapes: x [N,C,H,W], w [O,C/groups,kh,kw], y [N,O,OH,OW].</summary>
public static class Convolution
{
    /// <summary>y[n,o,p] = Σ x[n,c,p·s+k·d−pad]·w[o,c,k] + bias[o].</summary>
    public static Tensor Conv2d(this Tensor x, Tensor w, Conv2dGeometry g, Tensor? bias = null) =>
        Run(Kernels.Sources.Conv2d.Forward, x, w, null, g, bias);

    /// <summary>x[n,c,p·s+k·d−pad] = Σ y[n,o,p]·w[o,c,k]: the adjoint of the convolution in its input.</summary>
    public static Tensor Conv2dInputGradient(this Tensor y, Tensor w, Conv2dGeometry g) =>
        Run(Kernels.Sources.Conv2d.InputGradient, null, w, y, g, null);

    /// <summary>w[o,c,k] = Σ x[n,c,p·s+k·d−pad]·y[n,o,p]: the adjoint of the convolution in its weight.</summary>
    public static Tensor Conv2dWeightGradient(this Tensor x, Tensor y, Conv2dGeometry g) =>
        Run(Kernels.Sources.Conv2d.WeightGradient, x, null, y, g, null);

    private static Tensor Run(Kernel<Conv2dArguments> kernel, Tensor? x, Tensor? w, Tensor? y, Conv2dGeometry g, Tensor? bias)
    {
        Tensor like = x ?? y!;
        Elementwise.RequireFloating(kernel.Name, like);
        g.Check();
        Shape inputs = Shape.Create(g.Input.Span), weights = Shape.Create(g.Weight.Span), outputs = Shape.Create(g.Output.Span);
        Shape result = x is null ? inputs : w is null ? weights : outputs;
        Tensor target = Tensor.Empty(result, like.DType, like.Device);
        using TensorScope scope = TensorScope.Begin();
        like.Device.Launch(kernel, new Conv2dArguments(
            like.DType, g, Data(x, inputs), Data(w, weights), Data(y, outputs),
            bias is null ? null : Data(bias, [g.OutChannels])));
        return target;

        BufferView Data(Tensor? tensor, Shape expected)
        {
            if (tensor is null) return target.Data;
            Elementwise.RequireSame(kernel.Name, like, tensor);
            return tensor.Shape == expected
                ? tensor.Dense().Data
                : throw new ArgumentException($"{kernel}: {tensor.Describe()} does not fit; expected {expected}.");
        }
    }
}
