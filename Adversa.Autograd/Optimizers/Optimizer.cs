using System.Runtime.InteropServices;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Autograd.Optimizers;

/// <summary>
/// Changes parameters along their gradients. The parameters move into one flat buffer, their gradients into a second one, and
/// each state (a momentum, say) is another of the same layout, so that a step is one launch over all of them. The list of
/// parameters is frozen from then on. A parameter without a gradient is skipped: neither it nor its state nor its count of steps
/// changes, and a graph through it may still be differentiated after the step.
/// </summary>
/// <remarks>
/// Each parameter begins on a 64-byte boundary. The gaps hold zeros in every buffer, and every update rule leaves zeros zero
/// (with ε above 0), so that a launch may run across them.
/// </remarks>
public abstract class Optimizer : IDisposable
{
    private const int Alignment = 64;
    private const string StepName = "step";

    private readonly string[] _states;
    private readonly Slot[] _slots;
    private readonly Tensor _gradients;
    private readonly Lazy<Tensor[]> _stateBuffers; // an optimizer that never steps needs no memory for them
    private readonly Dictionary<(int Begin, int End), Tensor[]> _runs = [];
    private bool _isDisposed;

    /// <summary>Gathers the parameters.</summary>
    /// <param name="parameters">What to train: float32 or float64, all of one type and on one device.</param>
    /// <param name="learningRate">The first learning rate.</param>
    /// <param name="states">
    /// The names of the states that the update rule keeps for each parameter, in the order of its kernel's operands.
    /// </param>
    /// <exception cref="ArgumentException">
    /// No parameter, one twice, two of one name, one that another optimizer has, or different types or devices.
    /// </exception>
    private protected Optimizer(IEnumerable<Parameter> parameters, double learningRate, params string[] states)
    {
        LearningRate = learningRate;
        _states = states;
        Parameters = [.. parameters];
        RequireGatherable();

        Tensor first = Parameters[0].Value;
        int step = Alignment / first.DType.Size(), total = 0;
        _slots = new Slot[Parameters.Count];
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = new Slot(Parameters[i], Parameters[i].Name ?? $"{i}", total);
            total = checked((_slots[i].End + step - 1) / step * step);
        }

        FlatParameters = TensorScope.Release(Tensor.Zeros([total], first.DType, first.Device));
        FlatParameters.CountWritesByPart([.. _slots.Select(slot => slot.Offset)]);
        _gradients = TensorScope.Release(Tensor.Empty([total], first.DType, first.Device));
        ClearGaps(_gradients);
        _stateBuffers = new(() =>
            [.. _states.Select(_ => TensorScope.Release(Tensor.Zeros([total], first.DType, FlatParameters.Device)))]);
        foreach (Slot slot in _slots)
            slot.Parameter.Gather(TensorScope.Release(View(FlatParameters, slot)), TensorScope.Release(View(_gradients, slot)));
    }

    /// <summary>The parameters, in the order in which they were given.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>How far a step goes; a schedule sets it before the step.</summary>
    public double LearningRate { get; set; }

    /// <summary>
    /// All parameters one after the other, with zeros in the gaps between them: for weight clipping, averages of weights, sums
    /// over machines.
    /// </summary>
    public Tensor FlatParameters { get; }

    /// <summary>Changes every parameter that has a gradient.</summary>
    public void Step()
    {
        for (int begin = 0, end; begin < _slots.Length; begin = end)
        {
            end = begin + 1;
            if (_slots[begin].Parameter.Gradient is null) continue;
            long steps = _slots[begin].Steps;
            while (end < _slots.Length && _slots[end].Parameter.Gradient is not null && _slots[end].Steps == steps) end++;
            for (int i = begin; i < end; i++) _slots[i].Steps++;
            Update(Run(begin, end), steps + 1);
        }
    }

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGradients()
    {
        foreach (Slot slot in _slots) slot.Parameter.ZeroGradient();
    }

    /// <summary>
    /// A copy of the states of all parameters, as <c>main.0.weight.exp_avg</c>, and of their counts of steps, as
    /// <c>main.0.weight.step</c> (int64). Learning rate and coefficients are the recipe's, not part of it.
    /// </summary>
    public StateDict StateDict()
    {
        using TensorScope scope = TensorScope.Begin();
        var state = new StateDict();
        foreach (Slot slot in _slots)
        {
            state.Add<long>($"{slot.Name}.{StepName}", [], [slot.Steps]);
            for (int i = 0; i < _states.Length; i++) state.Add($"{slot.Name}.{_states[i]}", View(_stateBuffers.Value[i], slot));
        }

        return state;
    }

    /// <summary>Goes on from a saved state.</summary>
    /// <exception cref="ArgumentException">
    /// Names or shapes do not fit; the message lists them all, and nothing was changed.
    /// </exception>
    public void LoadStateDict(StateDict state)
    {
        List<(string Name, Shape Shape)> expected = [];
        foreach (Slot slot in _slots)
        {
            expected.Add(($"{slot.Name}.{StepName}", []));
            foreach (string name in _states) expected.Add(($"{slot.Name}.{name}", slot.Parameter.Shape));
        }

        state.RequireMatch(ToString(), CollectionsMarshal.AsSpan(expected), optional: [], strict: true);
        using TensorScope scope = TensorScope.Begin();
        foreach (Slot slot in _slots)
        {
            Tensor steps = state.ToTensor($"{slot.Name}.{StepName}", slot.Parameter.Value.Device);
            slot.Steps = steps.To(DType.Int64).ToArray<long>()[0];
            for (int i = 0; i < _states.Length; i++)
                state.CopyTo($"{slot.Name}.{_states[i]}", View(_stateBuffers.Value[i], slot));
        }
    }

    /// <summary>
    /// Gives the states' memory back and frees the parameters for another optimizer. They stay where they are and keep their
    /// values. May be called twice.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        foreach (Slot slot in _slots) slot.Parameter.Ungather();
        foreach (Tensor[] run in _runs.Values) DisposeAll(run);
        if (_stateBuffers.IsValueCreated) DisposeAll(_stateBuffers.Value);
        DisposeAll([FlatParameters, _gradients]);
        GC.SuppressFinalize(this);
    }

    /// <summary>The update rule's name, for messages: <c>Adam</c>.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>Applies the update rule.</summary>
    /// <param name="operands">Parameters, each state, and gradients, of equal length.</param>
    /// <param name="step">The number of this step for these parameters, from 1.</param>
    private protected abstract void Update(ReadOnlySpan<Tensor> operands, long step);

    /// <summary>The part of every buffer that belongs to consecutive slots. Steps ask for the same few again and again.</summary>
    private Tensor[] Run(int begin, int end)
    {
        if (_runs.TryGetValue((begin, end), out Tensor[]? run)) return run;
        (int from, int to) = (_slots[begin].Offset, _slots[end - 1].End);
        Tensor[] buffers = [FlatParameters, .. _stateBuffers.Value, _gradients];
        run = [.. buffers.Select(buffer => TensorScope.Release(buffer.Slice(0, from, to - from)))];
        return _runs[(begin, end)] = run;
    }

    /// <summary>Writes the zeros between the slots; what is in them is somebody else's to write.</summary>
    private void ClearGaps(Tensor buffer)
    {
        using TensorScope scope = TensorScope.Begin();
        for (int i = 0; i < _slots.Length; i++)
        {
            int end = i + 1 < _slots.Length ? _slots[i + 1].Offset : buffer.Count;
            if (end > _slots[i].End) buffer.Slice(0, _slots[i].End, end - _slots[i].End).Fill(0);
        }
    }

    private void RequireGatherable()
    {
        if (Parameters.Count == 0) throw new ArgumentException($"{this}: there are no parameters to train.");
        Tensor first = Parameters[0].Value;
        var seen = new HashSet<Parameter>();
        var names = new HashSet<string>();
        foreach (Parameter parameter in Parameters)
        {
            Tensor value = parameter.Value;
            string problem =
                !seen.Add(parameter) ? "comes twice."
                : parameter.IsGathered ? "belongs to another optimizer; dispose that one first."
                : value.DType != first.DType || value.Device != first.Device
                    ? $"on {value.Device} and {first.Describe()} on {first.Device} do not fit into one buffer; use two."
                : parameter.Name is { } name && !names.Add(name)
                    ? "has the name of another parameter; make their modules children of one, so that the names differ."
                : "";
            if (problem.Length > 0) throw new ArgumentException($"{this}: {value.Describe()} {problem}");
        }
    }

    private static Tensor View(Tensor buffer, Slot slot)
    {
        using TensorScope scope = TensorScope.Begin();
        return scope.Keep(buffer.Slice(0, slot.Offset, slot.Parameter.Value.Count).Reshape(slot.Parameter.Shape));
    }

    private static void DisposeAll(Tensor[] tensors)
    {
        foreach (Tensor tensor in tensors) tensor.Dispose();
    }

    /// <summary>Where a parameter lies in the flat buffers, and how often it was changed.</summary>
    private sealed class Slot(Parameter parameter, string name, int offset)
    {
        public Parameter Parameter { get; } = parameter;

        public string Name { get; } = name;

        public int Offset { get; } = offset;

        public int End => checked(Offset + Parameter.Value.Count);

        public long Steps { get; set; }
    }
}
