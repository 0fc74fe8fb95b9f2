using System.Collections;
using System.Runtime.InteropServices;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;
using Adversa.Tensors.Serialization;

namespace Adversa.Autograd;

/// <summary>
/// Named arrays in order: a copy, in the program's memory, of the state of modules, optimizers and whatever else a checkpoint
/// holds. Several share a file under prefixes:
/// <code>
/// var checkpoint = new StateDict();
/// checkpoint.Add(generator.StateDict(randomState: true).WithPrefix("generator"));
/// checkpoint.Add(optimizer.StateDict().WithPrefix("generator_optimizer"));
/// checkpoint.Save(path);
/// …
/// generator.LoadStateDict(StateDict.Load(path).Sub("generator"));
/// </code>
/// </summary>
public sealed class StateDict : IReadOnlyCollection<SafetensorsEntry>
{
    /// <summary>How many misfits an error names before it counts the rest.</summary>
    private const int ProblemsNamed = 4;

    private readonly OrderedDictionary<string, SafetensorsEntry> _entries = [];

    /// <summary>How many arrays there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The names in order.</summary>
    public IReadOnlyList<string> Names => _entries.Keys;

    /// <summary>The strings that were in the file beside the arrays.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    /// <summary>One array.</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public SafetensorsEntry this[string name] => _entries.TryGetValue(name, out SafetensorsEntry? entry)
        ? entry
        : throw new ArgumentException($"There is no '{name}' among the {Count} names of this state.", nameof(name));

    /// <summary>Reads a .safetensors file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another format.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static StateDict Load(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        var state = new StateDict { Metadata = file.Metadata };
        foreach (SafetensorsEntry entry in file.Entries) state.Add(entry);
        return state;
    }

    /// <summary>Writes a .safetensors file: an older one of the same path stays until the new one is complete.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafetensorsFile.Write(path, _entries.Values, metadata ?? Metadata);

    /// <summary>Adds a copy of a tensor.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, Tensor tensor)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor dense = tensor.Dense();
        int size = tensor.DType.Size();
        byte[] bytes = new byte[(long)tensor.Count * size];
        dense.Device.CopyToHost(dense.Data.Buffer, (long)dense.Data.Offset * size, bytes);
        Add(new SafetensorsEntry(name, tensor.DType, tensor.Shape.Sizes, bytes));
    }

    /// <summary>Adds a copy of numbers of the program, in row-major order.</summary>
    /// <exception cref="ArgumentException">The name is taken, or the count is not the shape's.</exception>
    public void Add<T>(string name, Shape shape, ReadOnlySpan<T> elements) where T : unmanaged =>
        Add(SafetensorsEntry.Of(name, shape.Sizes, elements));

    /// <summary>Adds all of another; the arrays are shared.</summary>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    public void Add(StateDict other)
    {
        foreach (SafetensorsEntry entry in other) Add(entry);
    }

    /// <summary>Whether there is an array of this name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>The elements of one array in row-major order.</summary>
    /// <exception cref="ArgumentException">There is none of this name, or its elements are of another type.</exception>
    public ReadOnlySpan<T> Values<T>(string name) where T : unmanaged
    {
        SafetensorsEntry entry = this[name];
        return entry.DType == DTypes.Of<T>()
            ? MemoryMarshal.Cast<byte, T>(entry.Data.Span)
            : throw new ArgumentException($"'{name}' holds {entry.DType}, not {DTypes.Of<T>()}.");
    }

    /// <summary>One array as a tensor.</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public Tensor ToTensor(string name, Device? device = null)
    {
        SafetensorsEntry entry = this[name];
        Tensor tensor = Tensor.Empty(Shape.Create(entry.Shape.Span), entry.DType, device);
        tensor.Device.CopyFromHost(entry.Data.Span, tensor.Data.Buffer, 0);
        return tensor;
    }

    /// <summary>Overwrites a tensor with one array, converted to the tensor's type.</summary>
    /// <exception cref="ArgumentException">There is none of this name, or its shape is another.</exception>
    public void CopyTo(string name, Tensor target)
    {
        Axes shape = this[name].Shape;
        if (shape != target.Shape.Sizes) throw new ArgumentException($"'{name}' {shape} does not fit into {target.Describe()}.");
        using TensorScope scope = TensorScope.Begin();
        target.CopyFrom(ToTensor(name, target.Device));
    }

    /// <summary>The same arrays, each called <c>prefix.name</c>.</summary>
    public StateDict WithPrefix(string prefix)
    {
        var prefixed = new StateDict { Metadata = Metadata };
        foreach (SafetensorsEntry entry in this) prefixed.Add(Renamed(entry, $"{prefix}.{entry.Name}"));
        return prefixed;
    }

    /// <summary>The arrays whose names begin with <c>prefix.</c>, without it: the inverse of <see cref="WithPrefix"/>.</summary>
    public StateDict Sub(string prefix)
    {
        var sub = new StateDict { Metadata = Metadata };
        foreach (SafetensorsEntry entry in this)
        {
            if (entry.Name.StartsWith(prefix + '.', StringComparison.Ordinal))
                sub.Add(Renamed(entry, entry.Name[(prefix.Length + 1)..]));
        }

        return sub;
    }

    /// <inheritdoc/>
    public IEnumerator<SafetensorsEntry> GetEnumerator() => _entries.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Checks that an owner can take all arrays, before it takes any.</summary>
    /// <exception cref="ArgumentException">It cannot; the message names what does not fit.</exception>
    internal void RequireMatch(
        string owner, ReadOnlySpan<(string Name, Shape Shape)> expected, ReadOnlySpan<(string Name, Shape Shape)> optional,
        bool strict)
    {
        var problems = new List<string>();
        var known = new HashSet<string>();
        foreach ((string name, Shape shape) in expected)
        {
            if (!Contains(name) && strict) problems.Add($"{name} {shape} is missing");
            RequireShape(name, shape);
        }

        foreach ((string name, Shape shape) in optional) RequireShape(name, shape);
        foreach (SafetensorsEntry entry in this)
        {
            if (strict && !known.Contains(entry.Name)) problems.Add($"{entry.Name} {entry.Shape} is unexpected");
        }

        if (problems.Count == 0) return;
        string more = problems.Count > ProblemsNamed ? $"; and {problems.Count - ProblemsNamed} more" : "";
        throw new ArgumentException(
            $"{owner}: the state does not fit, and nothing was loaded: {string.Join("; ", problems.Take(ProblemsNamed))}{more}");

        void RequireShape(string name, Shape shape)
        {
            known.Add(name);
            if (_entries.TryGetValue(name, out SafetensorsEntry? entry) && entry.Shape != shape.Sizes)
                problems.Add($"{name} is {entry.Shape}, expected {shape}");
        }
    }

    private static SafetensorsEntry Renamed(SafetensorsEntry entry, string name) =>
        new(name, entry.DType, entry.Shape, entry.Data);

    private void Add(SafetensorsEntry entry)
    {
        if (!_entries.TryAdd(entry.Name, entry))
            throw new ArgumentException($"The state has a '{entry.Name}' already; use WithPrefix to tell them apart.");
    }
}
