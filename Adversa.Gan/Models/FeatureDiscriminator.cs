using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Models.Layers;
using Adversa.Tensors;

namespace Adversa.Gan.Models;

/// <summary>
/// What the discriminators of all families have in common: features φ(x), a decision on them, and the ways in which classes come
/// in. <c>classifier</c> makes an auxiliary network's class logits of φ; <c>embedding</c> has the vector of each class whose
/// inner product with φ, summed over its positions, a projection discriminator adds to the logit.
/// </summary>
internal abstract class FeatureDiscriminator : Discriminator
{
    private readonly ClassInput _classes;
    private readonly Linear? _classifier;
    private readonly Embedding? _embedding;

    /// <summary>The part for classes.</summary>
    /// <param name="options">How many classes there are, and how the network knows them.</param>
    /// <param name="channels">Channels of the features.</param>
    /// <param name="side">Height and width of the features; 1 for vectors.</param>
    /// <param name="module">Element type, device and first values, those of Glorot and Bengio.</param>
    protected FeatureDiscriminator(NetworkOptions options, int channels, int side, ModuleOptions module)
    {
        _classes = ClassInput.OfDiscriminator(options);
        if (options.Conditioning == Conditioning.Auxiliary)
        {
            _classifier = Register(
                "classifier", new Linear(channels * side * side, options.Classes, options: module).WithXavierWeights(module));
        }
        else if (options.Conditioning == Conditioning.Projection)
        {
            _embedding = Register("embedding", new Embedding(options.Classes, channels, module).WithXavierWeights(module));
        }
    }

    /// <summary>The layer that belongs to the classes; null where there is none.</summary>
    public WeightedLayer? ClassLayer => (WeightedLayer?)_classifier ?? _embedding;

    /// <inheritdoc/>
    public sealed override Judgement Judge(Variable x, Tensor? labels = null)
    {
        Variable features = Features(_classes.Append(this, Prepare(x), labels));
        Variable logits = Decide(features);
        if (_embedding is not null)
        {
            Variable sums = features.Shape.Rank == 4 ? features.Sum([2, 3]) : features;
            logits += (_embedding.Forward(labels!) * sums).Sum([1]);
        }

        return new Judgement(logits, features, _classifier?.Forward(features.Flatten()));
    }

    /// <summary>The samples as the classes are appended to them.</summary>
    protected virtual Variable Prepare(Variable x) => x;

    /// <summary>φ, [N, F, H, W] or [N, F].</summary>
    protected abstract Variable Features(Variable x);

    /// <summary>Logits [N] of φ.</summary>
    protected abstract Variable Decide(Variable features);
}
