using Adversa.Kernels;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd;

/// <summary>
/// A tensor in a graph of differentiable functions. One made by hand is a leaf, and collects ∂L/∂leaf in
/// <see cref="Gradient"/> if it requires one; one made by a function inside a <see cref="Tape"/> knows how it was made.
/// </summary>
public class Variable
{
    private Tensor? _gradient;
    private bool _hasGradient;

    /// <summary>A leaf.</summary>
    /// <exception cref="ArgumentException">A gradient is required of integers.</exception>
    public Variable(Tensor value, bool requiresGrad = false)
    {
        if (requiresGrad && !value.DType.IsFloating())
            throw new ArgumentException($"{value.Describe()} can have no gradient; only float32 and float64 can.");
        Value = value;
        RequiresGrad = requiresGrad;
    }

    /// <summary>What a function returns; without a creator where it was not recorded.</summary>
    internal Variable(Tensor value, Node? creator) : this(value, requiresGrad: creator is not null)
    {
        Creator = creator;
        IsComputed = true;
    }

    /// <summary>The numbers.</summary>
    public Tensor Value { get; internal set; }

    /// <summary>Whether gradients flow to or through this variable.</summary>
    public bool RequiresGrad { get; }

    /// <summary>
    /// The sum of what <see cref="Backward(ReadOnlySpan{Variable}, bool)"/> brought to this leaf since
    /// <see cref="ZeroGradient"/>; null where nothing came.
    /// </summary>
    public Tensor? Gradient => _hasGradient ? _gradient : null;

    /// <summary>The sizes of the axes.</summary>
    public Shape Shape => Value.Shape;

    /// <summary>The function call that made this variable; null for a leaf.</summary>
    internal Node? Creator { get; }

    /// <summary>Whether a function returned this variable, and not the program made it of a tensor.</summary>
    internal bool IsComputed { get; }

    /// <summary>
    /// Whether it is a gradient that the backward pass needs no more once the next function has used it, which may overwrite it.
    /// </summary>
    internal bool IsSpare { get; set; }

    /// <summary>The same numbers as a leaf that no gradient flows through.</summary>
    public Variable Detach() => new(Value.Alias());

    /// <summary>The only element. <inheritdoc cref="Tensor.Item"/></summary>
    public double Item() => Value.Item();

    /// <summary>
    /// Adds ∂this/∂leaf to the <see cref="Gradient"/> of every leaf that requires one. This variable has one element.
    /// </summary>
    /// <param name="retainGraph">
    /// Keep the graph for another pass. Otherwise it is released on the way, with the values that were computed between leaves
    /// and loss: use them before, or <see cref="TensorScope.Keep"/> what is used later. Single numbers stay.
    /// </param>
    public void Backward(bool retainGraph = false) => Gradients.Backward(this, leaves: null, retainGraph);

    /// <summary>
    /// The same for the given leaves alone; nothing is computed for others: no weight gradient of a discriminator while the
    /// generator trains.
    /// </summary>
    /// <exception cref="ArgumentException">One of them is no leaf, or requires no gradient.</exception>
    public void Backward(ReadOnlySpan<Variable> leaves, bool retainGraph = false) =>
        Gradients.Backward(this, leaves.ToArray(), retainGraph);

    /// <summary>Forgets the gradient. Its memory stays for the next one.</summary>
    public void ZeroGradient() => _hasGradient = false;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();

    /// <summary>Makes <see cref="Gradient"/> live in a view of somebody's flat buffer.</summary>
    internal void BindGradient(Tensor view)
    {
        if (Gradient is { } gradient) view.CopyFrom(gradient);
        _gradient?.Dispose();
        _gradient = view;
    }

    /// <summary>Gives the gradient's memory back.</summary>
    internal void ReleaseGradient()
    {
        _gradient?.Dispose();
        (_gradient, _hasGradient) = (null, false);
    }

    internal void AccumulateGradient(Tensor gradient)
    {
        if (_hasGradient) Pointwise.Axpy.ApplyInPlace([_gradient!, gradient], 1);
        else if (_gradient is not null) _gradient.CopyFrom(gradient);
        else _gradient = TensorScope.Release(gradient.Clone());
        _hasGradient = true;
    }

    /// <summary>A constant.</summary>
    public static implicit operator Variable(Tensor value) => new(value);

    /// <summary>a + b, broadcast.</summary>
    public static Variable operator +(Variable a, Variable b) => Functions.Add(a, b);

    /// <summary>a − b, broadcast.</summary>
    public static Variable operator -(Variable a, Variable b) => Functions.Subtract(a, b);

    /// <summary>a·b, element by element, broadcast.</summary>
    public static Variable operator *(Variable a, Variable b) => Functions.Multiply(a, b);

    /// <summary>a / b, element by element, broadcast.</summary>
    public static Variable operator /(Variable a, Variable b) => Functions.Divide(a, b);

    /// <summary>a + b for a number b.</summary>
    public static Variable operator +(Variable a, double b) => a.Affine(1, b);

    /// <summary>a − b for a number b.</summary>
    public static Variable operator -(Variable a, double b) => a.Affine(1, -b);

    /// <summary>b − a for a number b.</summary>
    public static Variable operator -(double b, Variable a) => a.Affine(-1, b);

    /// <summary>a·b for a number b.</summary>
    public static Variable operator *(Variable a, double b) => a.Affine(b, 0);

    /// <summary>a·b for a number a.</summary>
    public static Variable operator *(double a, Variable b) => b.Affine(a, 0);

    /// <summary>a / b for a number b.</summary>
    public static Variable operator /(Variable a, double b) => a.Affine(1 / b, 0);

    /// <summary>−a.</summary>
    public static Variable operator -(Variable a) => a.Affine(-1, 0);
}
