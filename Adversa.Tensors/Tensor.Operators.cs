using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

public sealed partial class Tensor
{
    /// <summary>a + b, broadcast.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => Pointwise.Add.Apply([a, b]);

    /// <summary>a − b, broadcast.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => Pointwise.Subtract.Apply([a, b]);

    /// <summary>a·b, element by element, broadcast.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => Pointwise.Multiply.Apply([a, b]);

    /// <summary>a / b, element by element, broadcast.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => Pointwise.Divide.Apply([a, b]);

    /// <summary>a + b for a number b.</summary>
    public static Tensor operator +(Tensor a, double b) => Pointwise.Affine.Apply([a], [1, b]);

    /// <summary>a − b for a number b.</summary>
    public static Tensor operator -(Tensor a, double b) => Pointwise.Affine.Apply([a], [1, -b]);

    /// <summary>a·b for a number b.</summary>
    public static Tensor operator *(Tensor a, double b) => Pointwise.Affine.Apply([a], [b, 0]);

    /// <summary>a / b for a number b.</summary>
    public static Tensor operator /(Tensor a, double b) => Pointwise.Affine.Apply([a], [1 / b, 0]);

    /// <summary>−a.</summary>
    public static Tensor operator -(Tensor a) => Pointwise.Negate.Apply([a]);
}
