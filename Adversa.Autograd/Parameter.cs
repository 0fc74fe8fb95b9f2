using Adversa.Tensors;

namespace Adversa.Autograd;

/// <summary>A leaf that training changes: a weight or a bias. It lives outside every scope, as long as its module.</summary>
public sealed class Parameter(Tensor value) : Variable(TensorScope.Release(value), requiresGrad: true), IDisposable
{
    /// <summary>The name in the state dictionary, <c>main.0.weight</c>; for messages.</summary>
    public string? Name
    {
        get => Value.Name;
        set => Value.Name = value;
    }

    /// <summary>Whether an optimizer has moved the value into its flat buffer.</summary>
    internal bool IsGathered { get; private set; }

    /// <summary>Gives the memory of value and gradient back. May be called twice.</summary>
    public void Dispose()
    {
        Value.Dispose();
        ReleaseGradient();
    }

    /// <summary>Moves value and gradient into views of an optimizer's flat buffers.</summary>
    internal void Gather(Tensor value, Tensor gradient)
    {
        value.CopyFrom(Value);
        value.Name = Name;
        Value.Dispose();
        Value = value;
        BindGradient(gradient);
        IsGathered = true;
    }

    /// <summary>Lets another optimizer have the parameter. Until then it stays where it is.</summary>
    internal void Ungather() => IsGathered = false;
}
