using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// A layer or a network: a differentiable function with parameters, buffers (state that is not trained) and child modules, each
/// registered under a name. Paths such as <c>main.1.running_mean</c>, and their order, are PyTorch's.
/// </summary>
public abstract class Module : IDisposable
{
    private const string RandomState = "random_state";

    private readonly List<(string Name, Parameter Parameter)> _parameters = [];
    private readonly List<(string Name, Tensor Buffer)> _buffers = [];
    private readonly List<(string Name, Module Child)> _children = [];
    private readonly List<Tensor> _constants = [];

    /// <summary>Whether the module behaves as in training: batch statistics, dropout. True until <see cref="Eval"/>.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>The module's own random numbers, which a checkpoint includes; null where it draws none.</summary>
    public RandomGenerator? Random { get; protected set; }

    /// <summary>This module and all below it, a parent before its children.</summary>
    public IEnumerable<Module> Modules => Walk().Select(place => place.Module);

    /// <summary>All parameters, in the order of <see cref="NamedParameters"/>.</summary>
    public IEnumerable<Parameter> Parameters => NamedParameters().Select(named => named.Parameter);

    /// <summary>How many numbers training adjusts.</summary>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Value.Count);

    /// <summary>The function.</summary>
    public abstract Variable Forward(Variable x);

    /// <summary>Makes this module and all below it behave as in training.</summary>
    public void Train() => SetTraining(true);

    /// <summary>Makes this module and all below it behave as in evaluation.</summary>
    public void Eval() => SetTraining(false);

    /// <summary>
    /// All parameters by path, a module's own before its children's. A shared one comes once, at its first path.
    /// </summary>
    public IEnumerable<(string Name, Parameter Parameter)> NamedParameters()
    {
        var seen = new HashSet<Parameter>();
        foreach ((string prefix, Module module) in Walk())
        {
            foreach ((string name, Parameter parameter) in module._parameters)
            {
                if (seen.Add(parameter)) yield return (prefix + name, parameter);
            }
        }
    }

    /// <summary>All buffers by path. A shared one comes once, at its first path.</summary>
    public IEnumerable<(string Name, Tensor Buffer)> NamedBuffers()
    {
        var seen = new HashSet<Tensor>();
        foreach ((string prefix, Module module) in Walk())
        {
            foreach ((string name, Tensor buffer) in module._buffers)
            {
                if (seen.Add(buffer)) yield return (prefix + name, buffer);
            }
        }
    }

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGradients()
    {
        foreach ((_, Parameter parameter) in _parameters) parameter.ZeroGradient();
        foreach ((_, Module child) in _children) child.ZeroGradients();
    }

    /// <summary>
    /// A copy of all parameters and buffers by path, a module's own before its children's; with <paramref name="randomState"/>,
    /// also of the modules' generators as <c>path.random_state</c>, which a checkpoint needs and PyTorch does not know.
    /// </summary>
    public StateDict StateDict(bool randomState = false)
    {
        var state = new StateDict();
        foreach ((string name, Tensor tensor) in State()) state.Add(name, tensor);
        if (!randomState) return state;
        foreach ((string name, Module module) in RandomStates())
        {
            RandomGenerator random = module.Random!;
            state.Add<long>(name, [3], [(long)random.Seed, (long)random.Stream, (long)random.Position]);
        }

        return state;
    }

    /// <summary>
    /// Overwrites parameters and buffers, and the generators whose state is there. Other element types are converted.
    /// </summary>
    /// <param name="state">Tensors by path.</param>
    /// <param name="strict">Whether a missing or an unexpected name is an error. A wrong shape always is one.</param>
    /// <exception cref="ArgumentException">
    /// Names or shapes do not fit; the message lists them all, and nothing was changed.
    /// </exception>
    public void LoadStateDict(StateDict state, bool strict = true)
    {
        (string Name, Tensor Tensor)[] targets = [.. State()];
        (string Name, Module Module)[] generators = [.. RandomStates()];
        Shape stateOfGenerator = [3];
        state.RequireMatch(
            ToString(), [.. targets.Select(target => (target.Name, target.Tensor.Shape))],
            optional: [.. generators.Select(generator => (generator.Name, stateOfGenerator))], strict);

        // Generators first: an element type that no generator has is found before anything is overwritten.
        foreach ((string name, Module module) in generators)
        {
            if (!state.Contains(name)) continue;
            ReadOnlySpan<long> saved = state.Values<long>(name);
            module.Random = new RandomGenerator((ulong)saved[0], (ulong)saved[1], (ulong)saved[2]);
        }

        foreach ((string name, Tensor tensor) in targets)
        {
            if (state.Contains(name)) state.CopyTo(name, tensor);
        }

        foreach (Module module in Modules) module.OnStateLoaded();
    }

    /// <summary>The kind of module, for messages: <c>Conv2d</c>.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>Gives the memory of all parameters, their gradients and buffers back. May be called twice.</summary>
    public void Dispose()
    {
        foreach ((_, Parameter parameter) in _parameters) parameter.Dispose();
        foreach ((_, Tensor buffer) in _buffers) buffer.Dispose();
        foreach ((_, Module child) in _children) child.Dispose();
        foreach (Tensor constant in _constants) constant.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds a parameter, which the module owns from now on.</summary>
    /// <exception cref="ArgumentException">The name is taken, or has a dot.</exception>
    protected Parameter Register(string name, Parameter parameter)
    {
        RequireFree(name);
        _parameters.Add((name, parameter));
        parameter.Name = name;
        return parameter;
    }

    /// <summary>Adds a buffer, which the module owns from now on. It is written in place, never replaced.</summary>
    /// <exception cref="ArgumentException">The name is taken, or has a dot.</exception>
    protected Tensor Register(string name, Tensor buffer)
    {
        RequireFree(name);
        _buffers.Add((name, TensorScope.Release(buffer)));
        buffer.Name = name;
        return buffer;
    }

    /// <summary>Keeps a tensor that never changes as long as the module, under no name and in no state dictionary.</summary>
    protected Tensor Own(Tensor constant)
    {
        _constants.Add(TensorScope.Release(constant));
        return constant;
    }

    /// <summary>Adds a child, which the module owns from now on, and prefixes the names of everything in it.</summary>
    /// <exception cref="ArgumentException">The name is taken, or has a dot.</exception>
    protected TModule Register<TModule>(string name, TModule child) where TModule : Module
    {
        RequireFree(name);
        _children.Add((name, child));
        foreach ((string path, Parameter parameter) in child.NamedParameters()) parameter.Name = $"{name}.{path}";
        foreach ((string path, Tensor buffer) in child.NamedBuffers()) buffer.Name = $"{name}.{path}";
        return child;
    }

    /// <summary>Called after parameters and buffers of this module were overwritten, for what it keeps beside them.</summary>
    private protected virtual void OnStateLoaded()
    {
    }

    /// <summary>Takes a parameter out of the list, so that it can be registered under another name.</summary>
    private protected void Unregister(Parameter parameter) => _parameters.RemoveAll(own => own.Parameter == parameter);

    private void RequireFree(string name)
    {
        if (name.Length == 0 || name.Contains('.'))
            throw new ArgumentException($"{this}: '{name}' names no part; a name is not empty and has no dot.", nameof(name));
        bool isTaken = _parameters.Exists(own => own.Name == name) || _buffers.Exists(own => own.Name == name)
            || _children.Exists(own => own.Name == name);
        if (isTaken) throw new ArgumentException($"{this} has a '{name}' already.", nameof(name));
    }

    private void SetTraining(bool training)
    {
        foreach (Module module in Modules) module.IsTraining = training;
    }

    private IEnumerable<(string Prefix, Module Module)> Walk(string prefix = "")
    {
        yield return (prefix, this);
        foreach ((string name, Module child) in _children)
        {
            foreach ((string Prefix, Module Module) place in child.Walk($"{prefix}{name}.")) yield return place;
        }
    }

    private IEnumerable<(string Name, Tensor Tensor)> State()
    {
        foreach ((string prefix, Module module) in Walk())
        {
            foreach ((string name, Parameter parameter) in module._parameters) yield return (prefix + name, parameter.Value);
            foreach ((string name, Tensor buffer) in module._buffers) yield return (prefix + name, buffer);
        }
    }

    private IEnumerable<(string Name, Module Module)> RandomStates() =>
        Walk().Where(place => place.Module.Random is not null).Select(place => (place.Prefix + RandomState, place.Module));
}
