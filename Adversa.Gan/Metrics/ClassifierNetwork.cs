using Adversa.Autograd;
using Adversa.Autograd.Modules;

namespace Adversa.Gan.Metrics;

/// <summary>
/// Images [N, C, S, S] to logits [N, classes]: a 3×3 convolution at full size, then 3×3 convolutions of stride 2 that halve the
/// image, rounded up, and double the channels until at most 4×4 pixels are left, each with batch normalization and ReLU; then a
/// linear layer. Larger images begin with fewer channels, so that one of any size costs about the same.
/// <code>
/// size   channels × size
/// 16     32×16 → 64×8 → 128×4
/// 28     32×28 → 64×14 → 128×7 → 128×4
/// 32     32×32 → 64×16 → 128×8 → 128×4
/// 64     16×64 → 32×32 → 64×16 → 128×8 → 128×4
/// </code>
/// </summary>
internal sealed class ClassifierNetwork : Module
{
    /// <summary>The smallest and the largest images that there are networks for.</summary>
    public const int SmallestSize = 8, LargestSize = 128;

    private const int Kernel = 3, Padding = 1, LargestLastMap = 4, MostFeatures = 128;

    private readonly Sequential _features;
    private readonly Linear _head;

    /// <summary>A network with fresh weights.</summary>
    public ClassifierNetwork(int channels, int size, int classes, ModuleOptions module)
    {
        int features = FirstFeatures(size);
        List<Module> layers = [.. Layer(channels, features, stride: 1, module)];
        int side = size;
        for (; side > LargestLastMap; side = (side + 1) / 2)
        {
            int wider = Math.Min(2 * features, MostFeatures);
            layers.AddRange(Layer(features, wider, stride: 2, module));
            features = wider;
        }

        _features = Register("features", new Sequential([.. layers]));
        _head = Register("head", new Linear(features * side * side, classes, options: module));
    }

    /// <inheritdoc/>
    public override Variable Forward(Variable x) => _head.Forward(_features.Forward(x).Flatten());

    private static int FirstFeatures(int size) => size <= 32 ? 32 : size <= 64 ? 16 : 8;

    private static Module[] Layer(int channels, int features, int stride, ModuleOptions module) =>
    [
        new Conv2d(channels, features, Kernel, stride, Padding, bias: false, options: module),
        new BatchNorm2d(features, options: module),
        new ReLU(inPlace: true),
    ];
}
