using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd;

/// <summary>
/// One walk from the outputs back to the targets, the last recorded call first, so that the gradient of a variable is complete
/// before it is passed on. Only calls on a path to a target are differentiated. No targets (null) means every leaf that requires
/// a gradient.
/// </summary>
internal sealed class BackwardPass(Variable[]? targets, bool createGraph, bool retainGraph)
{
    private readonly HashSet<object>? _targets = targets is null ? null : [.. targets.Select(Key)];
    private readonly HashSet<object> _outputs = [];

    /// <summary>Gradients so far, by <see cref="Key"/>.</summary>
    private readonly Dictionary<object, Variable> _gradients = [];

    /// <summary>All tensors that were gradients so far, to find out which of them are those of several variables.</summary>
    private readonly HashSet<Tensor> _passedOn = [];

    /// <summary>The calls that the outputs depend on.</summary>
    private readonly List<Node> _nodes = [];
    private readonly HashSet<Node> _seen = [];

    /// <summary>Those among them that are targets or depend on one.</summary>
    private readonly HashSet<Node> _needed = [];

    /// <summary>Starts from an output, with ∂L/∂output.</summary>
    public void Seed(Variable output, Tensor gradient)
    {
        Discover(output.Creator);
        _outputs.Add(Key(output));
        Add(output, new Variable(gradient));
    }

    public void Run()
    {
        _nodes.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        foreach (Node node in _nodes)
        {
            if (IsTarget(node) || IsNeeded(node)) _needed.Add(node);
        }

        using NoGrad? withoutGraph = createGraph ? null : NoGrad.Begin();
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            Node node = _nodes[i];
            if (!_needed.Contains(node) || !_gradients.TryGetValue(node, out Variable? gradient)) continue;
            gradient.IsSpare = node.Products.Length == 1 && !IsTarget(node);
            bool isPassed = false;
            foreach (Vjp product in node.Products)
            {
                if (!IsNeeded(product)) continue;
                PassOn(product, gradient, node);
                isPassed = true;
            }

            // What lies before a target was not walked, and stays for another pass.
            if (isPassed && !retainGraph) node.Release(keepsValue: IsTarget(node) || _outputs.Contains(node));
            if (!createGraph && !IsTarget(node)) Forget(node, gradient);
        }
    }

    /// <summary>The gradient that reached a variable; null where none did.</summary>
    public Variable? GradientOf(Variable variable) => _gradients.GetValueOrDefault(Key(variable));

    public void AccumulateIntoLeaves()
    {
        foreach ((object key, Variable gradient) in _gradients)
        {
            if (key is Variable leaf && IsNeeded(leaf)) leaf.AccumulateGradient(gradient.Value);
        }
    }

    /// <summary>The call that made the variable, or the variable itself where it is a leaf.</summary>
    private static object Key(Variable variable) => (object?)variable.Creator ?? variable;

    private bool IsTarget(object key) => _targets is not null && _targets.Contains(key);

    private bool IsNeeded(Variable variable) =>
        variable.Creator is { } creator ? _needed.Contains(creator)
        : _targets is null ? variable.RequiresGrad
        : IsTarget(variable);

    private bool IsNeeded(Vjp product)
    {
        foreach (Variable input in product.Inputs)
        {
            if (IsNeeded(input)) return true;
        }

        return false;
    }

    private bool IsNeeded(Node node)
    {
        foreach (Vjp product in node.Products)
        {
            if (IsNeeded(product)) return true;
        }

        return false;
    }

    private void Discover(Node? output)
    {
        var pending = new Stack<Node>();
        Visit(output);
        while (pending.TryPop(out Node? node))
        {
            _nodes.Add(node);
            foreach (Vjp product in node.Products)
            {
                foreach (Variable input in product.Inputs) Visit(input.Creator);
            }
        }

        void Visit(Node? node)
        {
            if (node is null || !_seen.Add(node)) return;
            if (node.IsReleased)
            {
                throw new InvalidOperationException(
                    $"{node.Function}: its part of the graph was released by an earlier backward pass; " +
                    "call that one with retainGraph.");
            }

            pending.Push(node);
        }
    }

    private void PassOn(Vjp product, Variable gradient, Node node)
    {
        Variable?[] gradients = Apply(product, gradient, node);
        for (int i = 0; i < gradients.Length; i++)
        {
            Variable input = product.Inputs[i];
            if (gradients[i] is not { } inputGradient || !IsNeeded(input)) continue;
            if (inputGradient.Shape != input.Shape)
            {
                throw new InvalidOperationException(
                    $"{node.Function}: the gradient {inputGradient.Shape} of input {i} does not have its shape {input.Shape}.");
            }

            Add(input, inputGradient);
        }
    }

    private Variable?[] Apply(Vjp product, Variable gradient, Node node)
    {
        if (createGraph) return product.Apply(gradient, node);

        // Without a graph of the gradient, what a product computes on the way is garbage as soon as it returns.
        using TensorScope temporary = TensorScope.Begin();
        Variable?[] gradients = product.Apply(gradient, node);
        for (int i = 0; i < gradients.Length; i++)
        {
            // A result that was there before, gy itself say, gets a handle of our own, which we may dispose.
            if (gradients[i]?.Value is { } value)
                gradients[i] = new Variable(temporary.Keep(temporary.Owns(value) ? value : value.Alias()));
        }

        return gradients;
    }

    private void Add(Variable variable, Variable gradient)
    {
        object key = Key(variable);
        if (!_passedOn.Add(gradient.Value)) gradient.Value.Protect();
        if (!_gradients.TryGetValue(key, out Variable? sum))
        {
            _gradients[key] = gradient;
        }
        else if (createGraph)
        {
            _gradients[key] = sum + gradient;
        }
        else if (sum.Value.IsDense && !sum.Value.IsShared)
        {
            Pointwise.Axpy.ApplyInPlace([sum.Value, gradient.Value], 1);
            gradient.Value.Dispose();
        }
        else
        {
            _gradients[key] = new Variable(sum.Value + gradient.Value);
            sum.Value.Dispose();
            gradient.Value.Dispose();
        }
    }

    private void Forget(Node node, Variable gradient)
    {
        _gradients.Remove(node);
        gradient.Value.Dispose();
    }
}
