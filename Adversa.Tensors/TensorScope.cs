namespace Adversa.Tensors;

/// <summary>
/// Owns every tensor made on this thread between its begin and its end, and gives their memory back at the end:
/// <code>
/// using var scope = TensorScope.Begin();
/// Tensor result = scope.Keep(a * b + c);   // survives; a * b does not
/// </code>
/// Scopes nest. A tensor made outside any scope belongs to whoever made it, who disposes it.
/// </summary>
public class TensorScope : IDisposable
{
    [ThreadStatic]
    private static TensorScope? _current;

    private readonly TensorScope? _parent;
    private readonly List<Tensor> _owned = [];
    private bool _ended;

    /// <summary>Begins a scope on this thread.</summary>
    protected TensorScope()
    {
        _parent = _current;
        _current = this;
    }

    /// <summary>The innermost scope of this thread.</summary>
    public static TensorScope? Current => _current;

    /// <summary>The scope around this one.</summary>
    public TensorScope? Parent => _parent;

    /// <summary>Begins a scope on this thread.</summary>
    public static TensorScope Begin() => new();

    /// <summary>Whether the tensor was made in this scope, or moved here, and will be given back at its end.</summary>
    public bool Owns(Tensor tensor) => tensor.Owner == this;

    /// <summary>
    /// Moves a tensor of this scope to the scope around it, or out of all scopes, and returns it. A tensor that this scope does
    /// not own is left where it is.
    /// </summary>
    public Tensor Keep(Tensor tensor)
    {
        if (Owns(tensor)) Adopt(tensor, _parent);
        return tensor;
    }

    /// <summary>Moves a tensor out of all scopes; from now on whoever holds it disposes it.</summary>
    public static Tensor Release(Tensor tensor)
    {
        Adopt(tensor, null);
        return tensor;
    }

    /// <summary>Disposes every tensor that the scope still owns.</summary>
    /// <exception cref="InvalidOperationException">A scope that began later has not ended yet.</exception>
    public void Dispose()
    {
        if (_ended) return;
        if (_current != this)
        {
            throw new InvalidOperationException(
                "Scopes must end in the reverse order of their beginnings, on the same thread.");
        }

        _ended = true;
        _current = _parent;
        foreach (Tensor tensor in _owned)
        {
            if (Owns(tensor)) tensor.Dispose();
        }

        End();
        GC.SuppressFinalize(this);
    }

    /// <summary>Called once, when the scope has ended.</summary>
    protected virtual void End()
    {
    }

    internal static void Adopt(Tensor tensor, TensorScope? owner)
    {
        tensor.Owner = owner;
        owner?._owned.Add(tensor);
    }
}
