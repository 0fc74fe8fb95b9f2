using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd;

/// <summary>
/// One walk from the outputs back to the targets, the last recorded call first, so that the gradient of a variable is complete
/// before it is passed on. Only calls on a path to a target are visited. A null set of targets means every leaf that requires
/// a gradient.
/// </summary>
internal sealed class BackwardPass(HashSet<Variable>? targets, bool createGraph, bool retainGraph)
{
    /// <summary>Gradients so far, by the call that made the variable, or by the variable itself where it is a leaf.</summary>
    private readonly Dictionary<object, Variable> _gradients = [];
    private readonly List<Node> _nodes = [];
    private readonly HashSet<Node> _seen = [];
    private readonly HashSet<object> _needed = [];

    /// <summary>Starts from an output, with ∂L/∂output.</summary>
    public void Seed(Variable output, Tensor gradient)
    {
        Discover(output.Creator);
        Add(output, new Variable(gradient));
    }

    public void Run()
    {
        _nodes.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        if (targets is not null) _needed.UnionWith(targets.Select(Key));
        foreach (Node node in _nodes)
        {
            if (IsNeeded(node)) _needed.Add(node);
        }

        using NoGrad? withoutGraph = createGraph ? null : NoGrad.Begin();
        HashSet<object> results = targets is null ? [] : [.. targets.Select(Key)];
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            Node node = _nodes[i];
            if (!_needed.Contains(node) || !_gradients.TryGetValue(node, out Variable? gradient)) continue;
            bool isPassed = false;
            foreach (Vjp product in node.Products)
            {
                if (!IsNeeded(product)) continue;
                PassOn(product, gradient, node);
                isPassed = true;
            }

            // What lies before a target was not walked, and stays for another pass.
            if (isPassed && !retainGraph) node.Release();
            if (!createGraph && !results.Contains(node)) Forget(node, gradient);
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

    private static object Key(Variable variable) => (object?)variable.Creator ?? variable;

    private bool IsNeeded(Variable variable) =>
        targets is null && variable.Creator is null ? variable.RequiresGrad : _needed.Contains(Key(variable));

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
