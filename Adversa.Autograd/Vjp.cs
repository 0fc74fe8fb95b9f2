namespace Adversa.Autograd;

/// <summary>
/// A vector-Jacobian product: from gy = ∂L/∂y of a function y(x) to gx = ∂L/∂x, written with differentiable functions. What it
/// needs besides gy is named, not captured, so that the engine can save it, watch that nobody overwrites it, and let go of it.
/// Products of inputs that need no gradient are never made: <c>Of</c> gives null for them.
/// </summary>
internal abstract class Vjp(params Variable[] inputs)
{
    /// <summary>The inputs that the product gives gradients for.</summary>
    public ReadOnlySpan<Variable> Inputs => inputs;

    /// <summary>The gradients in the order of <see cref="Inputs"/>; null for one that is zero.</summary>
    public abstract Variable?[] Apply(Variable gradient, Node node);

    /// <summary>Tells the product what the function returned.</summary>
    public virtual void OnRecorded(Variable output)
    {
    }

    /// <summary>gx from gy and a context.</summary>
    public static Vjp? Of<TContext>(Variable input, TContext context, Func<Variable, TContext, Variable> product) =>
        IsNeeded(input) ? new Plain<TContext>(input, context, product) : null;

    /// <summary>gx from gy and a saved variable.</summary>
    public static Vjp? Of(Variable input, Variable saves, Func<Variable, Variable, Variable> product) =>
        IsNeeded(input)
            ? new One<Func<Variable, Variable, Variable>>(
                input, saves, product, static (gy, saved, product) => product(gy, saved))
            : null;

    /// <summary>gx from gy, a saved variable and a context.</summary>
    public static Vjp? Of<TContext>(
        Variable input, Variable saves, TContext context, Func<Variable, Variable, TContext, Variable> product) =>
        IsNeeded(input) ? new One<TContext>(input, saves, context, product) : null;

    /// <summary>gx from gy, two saved variables and a context.</summary>
    public static Vjp? Of<TContext>(
        Variable input, Variable saves, Variable alsoSaves, TContext context,
        Func<Variable, Variable, Variable, TContext, Variable> product) =>
        IsNeeded(input)
            ? new Many<(TContext, Func<Variable, Variable, Variable, TContext, Variable>)>(
                [input], [saves, alsoSaves], (context, product),
                static (gy, saved, c) => [c.Item2(gy, saved[0], saved[1], c.Item1)])
            : null;

    /// <summary>gx from gy and y, the function's own result.</summary>
    public static Vjp? OfOutput(Variable input, Func<Variable, Variable, Variable> product) =>
        IsNeeded(input)
            ? new Output<Func<Variable, Variable, Variable>>(input, product, static (gy, y, product) => product(gy, y))
            : null;

    /// <summary>gx from gy, y and a context.</summary>
    public static Vjp? OfOutput<TContext>(
        Variable input, TContext context, Func<Variable, Variable, TContext, Variable> product) =>
        IsNeeded(input) ? new Output<TContext>(input, context, product) : null;

    /// <summary>The gradients of several inputs at once, for functions whose derivatives share their work.</summary>
    public static Vjp? Joint<TContext>(
        Variable[] inputs, Variable[] saves, TContext context, Func<Variable, Variable[], TContext, Variable?[]> product) =>
        Array.Exists(inputs, IsNeeded) ? new Many<TContext>(inputs, saves, context, product) : null;

    private static bool IsNeeded(Variable input) => input.RequiresGrad && Tape.IsRecording;

    private sealed class Plain<TContext>(Variable input, TContext context, Func<Variable, TContext, Variable> product)
        : Vjp(input)
    {
        public override Variable?[] Apply(Variable gradient, Node node) => [product(gradient, context)];
    }

    private sealed class One<TContext>(
        Variable input, Variable saves, TContext context, Func<Variable, Variable, TContext, Variable> product)
        : Vjp(input)
    {
        private readonly Saved _saved = new(saves);

        public override Variable?[] Apply(Variable gradient, Node node) => [product(gradient, _saved.Get(node), context)];
    }

    private sealed class Output<TContext>(
        Variable input, TContext context, Func<Variable, Variable, TContext, Variable> product)
        : Vjp(input)
    {
        private Saved _saved;

        public override void OnRecorded(Variable output) => _saved = new Saved(output);

        public override Variable?[] Apply(Variable gradient, Node node) => [product(gradient, _saved.Get(node), context)];
    }

    private sealed class Many<TContext>(
        Variable[] inputs, Variable[] saves, TContext context, Func<Variable, Variable[], TContext, Variable?[]> product)
        : Vjp(inputs)
    {
        private readonly Saved[] _saved = Array.ConvertAll(saves, static variable => new Saved(variable));

        public override Variable?[] Apply(Variable gradient, Node node) =>
            product(gradient, Array.ConvertAll(_saved, saved => saved.Get(node)), context);
    }

    /// <summary>A variable as it was when it was saved.</summary>
    private readonly struct Saved
    {
        private readonly Variable _variable;
        private readonly int _version;

        public Saved(Variable variable)
        {
            (_variable, _version) = (variable, variable.Value.Version);
            variable.Value.Protect();
        }

        /// <summary>The variable, if its numbers are still those that were saved.</summary>
        /// <exception cref="InvalidOperationException">They were overwritten.</exception>
        public Variable Get(Node node) => _variable.Value.Version == _version
            ? _variable
            : throw new InvalidOperationException(
                $"{node.Function}: backward needs {_variable.Value.Describe()} as it was in the forward pass, but it was " +
                $"overwritten since (version {_version} was saved, now it is {_variable.Value.Version}). " +
                "Call Backward before changing it, or pass a clone.");
    }
}
