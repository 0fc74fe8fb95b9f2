using Adversa.Autograd;
using Adversa.Autograd.Modules;

namespace Adversa.Gan.Models.Layers;

/// <summary>
/// x [N, in, H, W] to [N, out, H, W], or to half of H and W: twice normalization, ReLU and a 3×3 convolution, and averages of 2×2
/// pixels where the block halves, plus x, by way of averages and a 1×1 convolution where halves or channels change. The shortcut
/// leaves before the first activation. A network's first block has no activation in front of its first convolution, as images are
/// no activations. Wherever the literature has the 1×1 convolution before the averages, the two commute. Outside of a graph
/// the sum takes the place of x.
/// </summary>
internal sealed class ResNetDiscriminatorBlock : Module
{
    private readonly Sequential _residual, _shortcut;
    private readonly AvgPool2d? _averages;

    public ResNetDiscriminatorBlock(
        int inChannels, int outChannels, bool isFirst, bool halves, NetworkOptions options, ModuleOptions module)
    {
        int between = isFirst ? outChannels : inChannels;
        _averages = halves ? new AvgPool2d(2) : null;
        _residual = Register("residual", new Sequential(
        [
            .. isFirst ? [] : DiscriminatorLayers.BehindImages(options, inChannels, new ReLU(), module),
            Convolution(inChannels, between, bias: !options.Normalization.BringsBias()),
            .. DiscriminatorLayers.BehindImages(options, between, new ReLU(inPlace: true), module),
            Convolution(between, outChannels, bias: true),
        ]));
        bool keepsShape = inChannels == outChannels && !halves;
        _shortcut = Register("shortcut", keepsShape ? new Sequential() : new Sequential(
        [
            .. _averages is null ? Array.Empty<Module>() : [_averages],
            new Conv2d(inChannels, outChannels, kernel: 1, options: module).WithXavierWeights(module),
        ]));

        Conv2d Convolution(int from, int to, bool bias) =>
            new Conv2d(from, to, kernel: 3, padding: 1, bias: bias, options: module)
                .WithXavierWeights(module, gain: Math.Sqrt(2));
    }

    public override Variable Forward(Variable x) => Functions.Add(Residual(x), _shortcut.Forward(x), inPlace: true);

    private Variable Residual(Variable x)
    {
        Variable y = _residual.Forward(x);
        if (_averages is null) return y;
        Variable means = _averages.Forward(y);
        y.GiveBack();
        return means;
    }
}
