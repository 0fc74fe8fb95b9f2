using Adversa.Tensors;

namespace Adversa.Autograd;

/// <summary>Which count of connections keeps its variance under <see cref="Initialization.HeNormal"/>.</summary>
public enum FanMode
{
    /// <summary>Connections into one output: the variance of the forward pass is kept.</summary>
    FanIn,

    /// <summary>Connections out of one input: the variance of the gradients is kept.</summary>
    FanOut,
}

/// <summary>
/// First values of parameters. A weight [out, in, k…] has fan_in = in·Πk and fan_out = out·Πk; these are the sizes of its first
/// two axes whatever they mean, as in PyTorch, so that the weight [in, out, kh, kw] of a transposed convolution swaps them.
/// </summary>
public static partial class Initialization
{
    /// <summary>Every element the same.</summary>
    public static void Constant(Parameter parameter, double value) => parameter.Value.Fill(value);

    /// <summary>Gaussian numbers.</summary>
    public static void Normal(Parameter parameter, RandomGenerator random, double mean = 0, double standardDeviation = 1)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor value = parameter.Value;
        value.CopyFrom(random.Normal(value.Shape, mean, standardDeviation, value.DType, value.Device));
    }

    /// <summary>Numbers evenly from [low, high).</summary>
    public static void Uniform(Parameter parameter, RandomGenerator random, double low = 0, double high = 1)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor value = parameter.Value;
        value.CopyFrom(random.Uniform(value.Shape, low, high, value.DType, value.Device));
    }

    /// <summary>U(−a, a) with a = gain·√(6/(fan_in + fan_out)) (Glorot and Bengio, 2010, eq. 16).</summary>
    public static void XavierUniform(Parameter weight, RandomGenerator random, double gain = 1) =>
        UniformWithDeviation(weight, random, XavierDeviation(weight, gain));

    /// <summary>N(0, σ²) with σ = gain·√(2/(fan_in + fan_out)) (Glorot and Bengio, 2010).</summary>
    public static void XavierNormal(Parameter weight, RandomGenerator random, double gain = 1) =>
        Normal(weight, random, 0, XavierDeviation(weight, gain));

    /// <summary>U(−a, a) with a = √(6/((1 + slope²)·fan)) (He et al., 2015, eq. 15), for layers before a leaky ReLU.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="random">Draws the numbers.</param>
    /// <param name="mode">Which fan.</param>
    /// <param name="slope">The leaky ReLU's slope for negative x; 0 for a ReLU.</param>
    public static void HeUniform(Parameter weight, RandomGenerator random, FanMode mode = FanMode.FanIn, double slope = 0) =>
        UniformWithDeviation(weight, random, HeDeviation(weight, mode, slope));

    /// <summary>N(0, σ²) with σ = √(2/((1 + slope²)·fan)) (He et al., 2015, eq. 15), for layers before a leaky ReLU.</summary>
    /// <inheritdoc cref="HeUniform"/>
    public static void HeNormal(Parameter weight, RandomGenerator random, FanMode mode = FanMode.FanIn, double slope = 0) =>
        Normal(weight, random, 0, HeDeviation(weight, mode, slope));

    /// <summary>
    /// What PyTorch gives new linear and convolutional layers: weight and bias both from U(−1/√fan_in, 1/√fan_in), the weight as
    /// <see cref="HeUniform"/> with slope √5.
    /// </summary>
    internal static void Layer(Parameter weight, Parameter? bias, RandomGenerator random)
    {
        HeUniform(weight, random, slope: Math.Sqrt(5));
        if (bias is null) return;
        double bound = 1 / Math.Sqrt(Math.Max(Fans(weight).In, 1));
        Uniform(bias, random, -bound, bound);
    }

    private static void UniformWithDeviation(Parameter weight, RandomGenerator random, double deviation)
    {
        double bound = Math.Sqrt(3) * deviation;
        Uniform(weight, random, -bound, bound);
    }

    private static double XavierDeviation(Parameter weight, double gain)
    {
        (long fanIn, long fanOut) = Fans(weight);
        return gain * Math.Sqrt(2.0 / Math.Max(fanIn + fanOut, 1));
    }

    private static double HeDeviation(Parameter weight, FanMode mode, double slope)
    {
        (long fanIn, long fanOut) = Fans(weight);
        return Math.Sqrt(2 / ((1 + slope * slope) * Math.Max(mode == FanMode.FanIn ? fanIn : fanOut, 1)));
    }

    private static (long In, long Out) Fans(Parameter weight)
    {
        Shape shape = weight.Shape;
        if (shape.Rank < 2)
            throw new ArgumentException($"{weight.Value.Describe()} has no fans; a weight has two axes or more.", nameof(weight));
        long window = 1;
        foreach (int size in shape.Sizes.Span[2..]) window *= size;
        return (shape[1] * window, shape[0] * window);
    }
}
