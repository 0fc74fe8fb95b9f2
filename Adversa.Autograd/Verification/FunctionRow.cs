using System.Collections;
using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

/// <summary>
/// A row of the table: a differentiable function by name, and sample calls of it. The numbers of input i are drawn as
/// <c>values[i]</c> says; the last of them goes for all further inputs, and for none it is <c>Uniform(-1, 1)</c>.
/// </summary>
internal sealed class FunctionRow(string function, params Values[] values) : IEnumerable<FunctionCase>
{
    private readonly List<FunctionCase> _cases = [];

    /// <summary>The method of <see cref="Functions"/>.</summary>
    public string Function { get; } = function;

    /// <summary>Adds a sample call; with <paramref name="special"/> all its inputs are drawn so instead.</summary>
    public void Add(string name, Shape[] shapes, Func<Variable[], Variable> call, Values? special = null) =>
        _cases.Add(new FunctionCase(name, [.. shapes.Select((shape, i) => new Input(shape, special ?? ValuesOf(i)))], call));

    /// <inheritdoc/>
    public IEnumerator<FunctionCase> GetEnumerator() => _cases.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Values ValuesOf(int input) => values.Length == 0 ? Values.Uniform(-1, 1) : values[Math.Min(input, values.Length - 1)];
}
