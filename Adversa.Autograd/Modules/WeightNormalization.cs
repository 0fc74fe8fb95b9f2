using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// How a layer's stored weight becomes the one that its forward pass uses. Belongs to one <see cref="WeightedLayer"/>, which
/// registers the parameters and buffers in place of its <c>weight</c>.
/// </summary>
public abstract class WeightNormalization
{
    private protected WeightNormalization()
    {
    }

    /// <summary>What is trained, by the names of PyTorch; the layer's stored weight is among them.</summary>
    internal abstract IEnumerable<(string Name, Parameter Parameter)> Parameters { get; }

    /// <summary>What is kept but not trained.</summary>
    internal virtual IEnumerable<(string Name, Tensor Buffer)> Buffers => [];

    /// <summary>The weight of one forward pass.</summary>
    internal abstract Variable Apply(bool isTraining);
}
