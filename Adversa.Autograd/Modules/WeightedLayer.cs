using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// A layer with one weight that can be normalized on its way into the forward pass:
/// <code>
/// var layer = SpectralNorm.Of(new Conv2d(3, 64, 3));
/// </code>
/// </summary>
public abstract class WeightedLayer : Module
{
    /// <summary>The weight as it is stored and trained.</summary>
    public abstract Parameter Weight { get; }

    /// <summary>The axis of the weight that counts the outputs.</summary>
    public virtual int OutputAxis => 0;

    /// <summary>What makes the weight of the forward pass from the stored one; null where they are the same.</summary>
    public WeightNormalization? Normalization { get; private set; }

    /// <summary>
    /// Makes the forward pass use a normalized weight, and gives the stored one the name that it has then.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// There is a normalization already, or an optimizer holds the weight and would miss what comes with the normalization.
    /// </exception>
    internal void Normalize(WeightNormalization normalization)
    {
        if (Normalization is not null)
            throw new InvalidOperationException($"{this} has a {Normalization.GetType().Name} already.");
        if (Weight.IsGathered)
            throw new InvalidOperationException($"{this}: normalize the weight before an optimizer is made for it.");

        // The layer may have its place in a network already.
        string path = Weight.Name![..(Weight.Name!.LastIndexOf('.') + 1)];
        Unregister(Weight);
        foreach ((string name, Parameter parameter) in normalization.Parameters) Register(name, parameter).Name = path + name;
        foreach ((string name, Tensor buffer) in normalization.Buffers) Register(name, buffer).Name = path + name;
        Normalization = normalization;
    }

    /// <summary>The weight that the forward pass uses.</summary>
    protected Variable EffectiveWeight() => Normalization?.Apply(IsTraining) ?? Weight;
}
