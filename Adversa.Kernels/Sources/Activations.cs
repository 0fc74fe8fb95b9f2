namespace Adversa.Kernels.Sources;

/// <summary>
/// Activation functions, and their vector-Jacobian products as one pass over memory: gy is the gradient at the output y.
/// </summary>
/// <remarks>
/// Every input is read once and the output written once: 8 bytes per element of float32 for an activation, 12 for a gradient,
/// and twice that for float64. The arithmetic differs more: Relu takes 2 vector operations per vector of outputs (compare,
/// select), LeakyRelu and each gradient 3, but Sigmoid about 30, Tanh about 45 and Softplus about 75, nearly all of them in the
/// polynomials of <see cref="Cpu.Simd.VectorMathFloat32"/>. The first kind waits for memory; how far the second does depends on
/// the processor. The gradients of Tanh and Sigmoid take y, not x: the exponential function is not computed again. A next
/// version would apply the activation where its input is made, as the last step of a convolution's or a normalization's loop,
/// and save a write and a read of the whole tensor, 8 bytes per element.
/// </remarks>
internal static class Activations
{
    /// <summary>max(x, 0); NaN if x is NaN.</summary>
    [Pointwise] public static float Relu(float x) => x <= 0 ? 0 : x;

    /// <summary>x for x &gt; 0, else slope · x.</summary>
    [Pointwise] public static float LeakyRelu(float x, [Scalar] float slope) => x > 0 ? x : slope * x;

    /// <summary>gy for x &gt; 0, else slope · gy.</summary>
    [Pointwise] public static float LeakyReluGradient(float gy, float x, [Scalar] float slope) => x > 0 ? gy : slope * gy;

    /// <summary>tanh x.</summary>
    [Pointwise] public static float Tanh(float x) => XMath.Tanh(x);

    /// <summary>gy · (1 − y²), with y = tanh x.</summary>
    [Pointwise] public static float TanhGradient(float gy, float y) => gy * (1 - y * y);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [Pointwise] public static float Sigmoid(float x) => 1 / (1 + XMath.Exp(-x));

    /// <summary>gy · y · (1 − y), with y = sigmoid x.</summary>
    [Pointwise] public static float SigmoidGradient(float gy, float y) => gy * (y * (1 - y));

    /// <summary>log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|), which overflows for no x.</summary>
    [Pointwise] public static float Softplus(float x) => XMath.Max(x, 0) + KernelMath.Log1P(XMath.Exp(-XMath.Abs(x)));
}
