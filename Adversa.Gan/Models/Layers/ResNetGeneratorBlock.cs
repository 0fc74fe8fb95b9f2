using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Gan.Models.Layers;

/// <summary>
/// x [N, in, H, W] to [N, out, 2H, 2W]: normalization, ReLU, enlargement, a 3×3 convolution, normalization, ReLU, a 3×3
/// convolution, plus x by way of a 1×1 convolution and enlargement. (The shortcut is written the other way round in the
/// literature; nearest neighbours and a 1×1 convolution commute, and this way it has a quarter of the work.)
/// </summary>
internal sealed class ResNetGeneratorBlock : Module
{
    private readonly Module _norm1, _norm2;
    private readonly Conv2d _conv1, _conv2, _shortcut;
    private readonly Upsample _enlarge = new(factor: 2);

    public ResNetGeneratorBlock(int inChannels, int outChannels, NetworkOptions options, ModuleOptions module)
    {
        _norm1 = Register("norm1", GeneratorLayers.BatchNorm(options, inChannels, module));
        _conv1 = Register("conv1", Convolution(inChannels));
        _norm2 = Register("norm2", GeneratorLayers.BatchNorm(options, outChannels, module));
        _conv2 = Register("conv2", Convolution(outChannels));
        _shortcut = Register(
            "shortcut", new Conv2d(inChannels, outChannels, kernel: 1, options: module).WithXavierWeights(module));

        Conv2d Convolution(int from) =>
            new Conv2d(from, outChannels, kernel: 3, padding: 1, options: module)
                .WithXavierWeights(module, gain: Math.Sqrt(2));
    }

    public override Variable Forward(Variable x) => Forward(x, labels: null);

    /// <summary>The block's function; labels are there if and only if its normalization is conditional.</summary>
    public Variable Forward(Variable x, Tensor? labels)
    {
        Variable y = _conv1.Forward(_enlarge.Forward(_norm1.Forward(x, labels).Relu(inPlace: true)));
        y = _conv2.Forward(_norm2.Forward(y, labels).Relu(inPlace: true));
        Variable shortcut = _shortcut.Forward(x), enlarged = _enlarge.Forward(shortcut);
        shortcut.GiveBack();
        return Functions.Add(y, enlarged, inPlace: true);
    }
}
