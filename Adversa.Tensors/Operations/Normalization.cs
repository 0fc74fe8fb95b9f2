using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

/// <summary>Batch normalization and softmax on tensors.</summary>
public static class Normalization
{
    /// <summary>The mean and the biased variance of each channel of x [N,C,...].</summary>
    public static (Tensor Mean, Tensor Variance) BatchNormStatistics(this Tensor x)
    {
        (int batch, int channels, int plane) = Layout(x);
        Tensor mean = Tensor.Empty([channels], x.DType, x.Device), variance = Tensor.Empty([channels], x.DType, x.Device);
        using TensorScope scope = TensorScope.Begin();
        BufferView data = x.Dense().Data;
        x.Device.Launch(BatchNorm.Statistics, new BatchNormArguments(
            x.DType, batch, channels, plane, 0, data, mean.Data, variance.Data, null, null, data));
        return (mean, variance);
    }

    /// <summary>γ·(x − mean)/√(variance + ε) + β for each channel of x [N,C,...].</summary>
    public static Tensor BatchNormalize(this Tensor x, Tensor mean, Tensor variance, Tensor? gamma, Tensor? beta, double epsilon)
    {
        (int batch, int channels, int plane) = Layout(x);
        Tensor y = Tensor.Empty(x.Shape, x.DType, x.Device);
        using TensorScope scope = TensorScope.Begin();
        x.Device.Launch(BatchNorm.Normalize, new BatchNormArguments(
            x.DType, batch, channels, plane, epsilon, x.Dense().Data, Channel(x, mean), Channel(x, variance),
            gamma is null ? null : Channel(x, gamma), beta is null ? null : Channel(x, beta), y.Data));
        return y;
    }

    /// <summary>∂L/∂x, ∂L/∂γ and ∂L/∂β from ∂L/∂y, with mean and variance those of x.</summary>
    public static (Tensor GradX, Tensor GradGamma, Tensor GradBeta) BatchNormBackward(
        this Tensor x, Tensor gradY, Tensor mean, Tensor variance, Tensor? gamma, double epsilon)
    {
        (int batch, int channels, int plane) = Layout(x);
        Tensor gradX = Tensor.Empty(x.Shape, x.DType, x.Device);
        Tensor gradGamma = Tensor.Empty([channels], x.DType, x.Device), gradBeta = Tensor.Empty([channels], x.DType, x.Device);
        using TensorScope scope = TensorScope.Begin();
        x.Device.Launch(BatchNorm.Backward, new BatchNormBackwardArguments(
            x.DType, batch, channels, plane, epsilon, x.Dense().Data, Channel(x, mean), Channel(x, variance),
            gamma is null ? null : Channel(x, gamma), gradY.Dense().Data, gradX.Data, gradGamma.Data, gradBeta.Data));
        return (gradX, gradGamma, gradBeta);
    }

    /// <summary>Softmax over one axis, or its logarithm.</summary>
    public static Tensor Softmax(this Tensor x, int axis, bool logarithm = false)
    {
        Elementwise.RequireFloating("Softmax", x);
        (int outer, int size, int inner) = x.AroundAxis(axis);
        Tensor y = Tensor.Empty(x.Shape, x.DType, x.Device);
        using TensorScope scope = TensorScope.Begin();
        x.Device.Launch(
            Kernels.Sources.Softmax.Kernel,
            new SoftmaxArguments(x.DType, logarithm, outer, size, inner, x.Dense().Data, y.Data));
        return y;
    }

    private static (int Batch, int Channels, int Plane) Layout(Tensor x)
    {
        Elementwise.RequireFloating("BatchNorm", x);
        return x.Rank >= 2
            ? x.AroundAxis(1)
            : throw new ArgumentException($"BatchNorm: {x.Describe()} needs a batch and a channel axis, [N,C,...].");
    }

    private static BufferView Channel(Tensor x, Tensor perChannel)
    {
        Elementwise.RequireSame("BatchNorm", x, perChannel);
        return perChannel.Rank == 1 && perChannel.Count == x.Shape[1]
            ? perChannel.Dense().Data
            : throw new ArgumentException(
                $"BatchNorm: {perChannel.Describe()} does not fit the channels of {x.Describe()}; expected [{x.Shape[1]}].");
    }

    /// <summary>The element counts before, along and behind an axis.</summary>
    internal static (int Outer, int Size, int Inner) AroundAxis(this Tensor x, int axis)
    {
        axis = x.Shape.NormalizeAxis(axis);
        int outer = 1, inner = 1;
        for (int i = 0; i < axis; i++) outer *= x.Shape[i];
        for (int i = axis + 1; i < x.Rank; i++) inner *= x.Shape[i];
        return (outer, x.Shape[axis], inner);
    }
}
