using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Models.Layers;

namespace Adversa.Gan.Models;

/// <summary>
/// <see cref="ResNetDiscriminatorBlock"/>s, ReLU, pooling over all positions and a linear layer; see <see cref="ResNet"/>. With
/// spectral normalization the positions are summed, else averaged, as in the critic of Gulrajani et al. The features are those
/// pooled ones, [N, F].
/// </summary>
internal sealed class ResNetDiscriminator : FeatureDiscriminator
{
    private readonly Sequential _blocks, _decision;
    private readonly bool _sumsPositions;

    public ResNetDiscriminator(ResNetPlan plan, NetworkOptions options, ModuleOptions module)
        : base(options, Width(plan, options), side: 1, module)
    {
        _sumsPositions = options.Normalization == NormalizationKind.Spectral;
        List<Module> blocks = [];
        int channels = options.Channels + ClassInput.OfDiscriminator(options).Channels;
        for (int i = 0; i < plan.DiscriminatorWidths.Length; i++)
        {
            int width = plan.DiscriminatorWidths[i] * options.Features;
            blocks.Add(new ResNetDiscriminatorBlock(
                channels, width, isFirst: i == 0, halves: i < plan.Halvings, options, module));
            if (i == 0 && options.Attention) blocks.Add(new SelfAttention(width, module));
            channels = width;
        }

        blocks.AddRange(DiscriminatorLayers.Activation(options, new ReLU(inPlace: true), module));
        (Module[] toVectors, int length) = DiscriminatorLayers.ToVectors(options.MinibatchLayer, channels, side: 1, module);
        _blocks = Register("blocks", new Sequential([.. blocks]));
        _decision = Register("decision", new Sequential(
            [.. toVectors, new Linear(length, 1, options: module).WithXavierWeights(module), new Flatten(firstAxis: 0)]));
    }

    protected override Variable Features(Variable x)
    {
        Variable map = _blocks.Forward(x);
        return _sumsPositions ? map.Sum([2, 3]) : map.Mean([2, 3]);
    }

    protected override Variable Decide(Variable features) => _decision.Forward(features);

    /// <summary>The length of the features.</summary>
    private static int Width(ResNetPlan plan, NetworkOptions options) => plan.DiscriminatorWidths[^1] * options.Features;
}
