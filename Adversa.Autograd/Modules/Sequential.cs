namespace Adversa.Autograd.Modules;

/// <summary>Modules one after the other, called <c>0</c>, <c>1</c>, …</summary>
public sealed class Sequential : Module
{
    private readonly Module[] _layers;

    /// <summary>Takes over the modules.</summary>
    public Sequential(params ReadOnlySpan<Module> layers)
    {
        _layers = layers.ToArray();
        for (int i = 0; i < _layers.Length; i++) Register($"{i}", _layers[i]);
    }

    /// <summary>How many modules there are.</summary>
    public int Count => _layers.Length;

    /// <summary>One of the modules.</summary>
    public Module this[Index index] => _layers[index];

    /// <inheritdoc/>
    public override Variable Forward(Variable x)
    {
        foreach (Module layer in _layers) x = layer.Forward(x);
        return x;
    }
}
