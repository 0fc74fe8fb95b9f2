using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Gan.Models.Layers;

/// <summary>
/// Lets every position of x [N,C,H,W] look at all others (Zhang et al., Self-attention generative adversarial networks, 2019):
/// y = x + γ·o(Σⱼ βᵢⱼ·h(x)ⱼ) with β = softmaxⱼ(f(x)ᵢ·g(x)ⱼ). Queries f and keys g have C/8 channels, values h C/2; keys and
/// values are maxima of 2×2 positions, as in the authors' program. All are 1×1 convolutions without bias, <c>query.weight</c>,
/// <c>key.weight</c>, <c>value.weight</c> and <c>output.weight</c>. <c>gamma</c> [1] is 0 at first, where the layer does nothing.
/// </summary>
public sealed class SelfAttention : Module
{
    private readonly Conv2d _query, _key, _value, _output;
    private readonly MaxPool2d _pool = new(2);
    private readonly Parameter _gamma;

    /// <summary>A layer with weights from U(±√(6/(fan_in + fan_out))).</summary>
    /// <param name="channels">C; with less than 8, queries and keys have one channel.</param>
    /// <param name="options">Element type, device and first values.</param>
    public SelfAttention(int channels, ModuleOptions options)
    {
        int matched = Math.Max(channels / 8, 1), summed = Math.Max(channels / 2, 1);
        _query = Register("query", Pointwise(channels, matched));
        _key = Register("key", Pointwise(channels, matched));
        _value = Register("value", Pointwise(channels, summed));
        _output = Register("output", Pointwise(summed, channels));
        _gamma = Register("gamma", new Parameter(Tensor.Zeros([1], options.Type, options.Device)));

        Conv2d Pointwise(int from, int to) =>
            new Conv2d(from, to, kernel: 1, bias: false, options: options).WithXavierWeights(options);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [N,C,H,W] with two rows and columns or more.</exception>
    public override Variable Forward(Variable x)
    {
        Variable query = _query.Forward(x).Flatten(2), key = _pool.Forward(_key.Forward(x)).Flatten(2);
        Variable value = _pool.Forward(_value.Forward(x)).Flatten(2);
        Variable attention = query.Transpose().MatMul(key).Softmax();
        Variable seen = value.MatMul(attention.Transpose()).Reshape([x.Shape[0], value.Shape[1], x.Shape[2], x.Shape[3]]);
        return x + _gamma * _output.Forward(seen);
    }
}
