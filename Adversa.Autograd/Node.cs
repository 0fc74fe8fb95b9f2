using System.Runtime.CompilerServices;
using Adversa.Tensors;

namespace Adversa.Autograd;

/// <summary>
/// One call of a differentiable function: its name, and until they are released, its value and its vector-Jacobian products.
/// </summary>
internal sealed class Node
{
    private static long _calls;

    private readonly Tensor _value;
    private readonly TensorScope? _scope = TensorScope.Current;

    private Node(string function, Tensor value, Vjp[] products)
    {
        Function = function;
        _value = value;
        Products = products;
        Sequence = Interlocked.Increment(ref _calls);
    }

    public string Function { get; }

    /// <summary>
    /// Calls in the order in which they were made, on whatever thread: what a call depends on has smaller numbers.
    /// </summary>
    public long Sequence { get; }

    /// <summary>Empty once released.</summary>
    public Vjp[] Products { get; private set; }

    public bool IsReleased { get; private set; }

    /// <summary>
    /// Lets go of all that the products saved, and unless somebody asked for it, of the value, which nothing in this pass needs
    /// any more: functions are differentiated before those whose values they used. A value that was moved out of the scope it
    /// was made in stays, and so does a single number: the parts of a loss are read after the backward pass.
    /// </summary>
    public void Release(bool keepsValue)
    {
        Products = [];
        IsReleased = true;
        if (keepsValue || _value.Count == 1 || _scope?.Owns(_value) != true) return;
        _value.Dispose($"a backward pass through {Function} had given it back; read or Keep it before, or pass retainGraph");
    }

    /// <summary>
    /// The value of a function as a variable, and on a tape, how to differentiate it. Products that nobody needs are null.
    /// </summary>
    public static Variable Record(Tensor value, Vjp? product, [CallerMemberName] string function = "") =>
        Record(value, [product], function);

    /// <inheritdoc cref="Record(Tensor, Vjp?, string)"/>
    public static Variable Record(Tensor value, Vjp? first, Vjp? second, [CallerMemberName] string function = "") =>
        Record(value, [first, second], function);

    /// <inheritdoc cref="Record(Tensor, Vjp?, string)"/>
    public static Variable Record(Tensor value, Vjp? first, Vjp? second, Vjp? third, [CallerMemberName] string function = "") =>
        Record(value, [first, second, third], function);

    /// <inheritdoc cref="Record(Tensor, Vjp?, string)"/>
    public static Variable Record(Tensor value, ReadOnlySpan<Vjp?> products, [CallerMemberName] string function = "")
    {
        int needed = 0;
        foreach (Vjp? product in products) needed += product is null ? 0 : 1;
        if (needed == 0) return new Variable(value, creator: null);

        var kept = new Vjp[needed];
        foreach (Vjp? product in products)
        {
            if (product is not null) kept[^needed--] = product;
        }

        var node = new Node(function, value, kept);
        var output = new Variable(value, node);
        foreach (Vjp product in kept) product.OnRecorded(output);
        return output;
    }
}
