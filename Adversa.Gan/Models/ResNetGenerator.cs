using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Models.Layers;
using Adversa.Tensors;

namespace Adversa.Gan.Models;

/// <summary>
/// A linear layer, <see cref="ResNetGeneratorBlock"/>s, batch normalization, ReLU, a 3×3 convolution and tanh; see
/// <see cref="ResNet"/>.
/// </summary>
internal sealed class ResNetGenerator : Generator
{
    private readonly ClassInput _classes;
    private readonly Sequential _input, _output;
    private readonly ResNetGeneratorBlock[] _blocks;
    private readonly SelfAttention? _attention;

    public ResNetGenerator(ResNetPlan plan, NetworkOptions options, ModuleOptions module)
    {
        _classes = ClassInput.OfGenerator(options);
        int[] widths = [.. plan.GeneratorWidths.Select(multiple => multiple * options.Features)];
        int smallest = plan.Smallest, inputs = options.Latent + _classes.Channels;
        _input = Register("input", new Sequential(
            new Linear(inputs, widths[0] * smallest * smallest, options: module).WithXavierWeights(module),
            new Reshape(widths[0], smallest, smallest)));

        _blocks = new ResNetGeneratorBlock[widths.Length - 1];
        for (int i = 0; i < _blocks.Length; i++)
            _blocks[i] = Register($"block{i}", new ResNetGeneratorBlock(widths[i], widths[i + 1], options, module));
        if (options.Attention) _attention = Register("attention", new SelfAttention(widths[^2], module));
        _output = Register("output", new Sequential(
            new BatchNorm2d(widths[^1], options: module),
            new ReLU(inPlace: true),
            new Conv2d(widths[^1], options.Channels, kernel: 3, padding: 1, options: module).WithXavierWeights(module),
            new Tanh()));
        if (options.Attention) this.NormalizeSpectrally(options, module);
    }

    public override Variable Forward(Variable z, Tensor? labels)
    {
        Variable x = _input.Forward(_classes.Append(this, z.Flatten(), labels));
        for (int i = 0; i < _blocks.Length; i++)
        {
            bool isLast = i == _blocks.Length - 1;
            if (isLast && _attention is not null) x = _attention.Forward(x);
            x = _blocks[i].Forward(x, labels);
        }

        return _output.Forward(x);
    }
}
