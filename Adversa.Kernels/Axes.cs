using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Adversa.Kernels;

/// <summary>
/// Up to eight integers, one per axis: the sizes or the strides of a tensor, by value and without allocation.
/// </summary>
public readonly struct Axes : IEquatable<Axes>
{
    /// <summary>The largest number of axes that a tensor can have.</summary>
    public const int MaxRank = 8;

    private readonly Numbers _numbers;

    /// <summary>Copies one number per axis.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxRank"/> numbers.</exception>
    public Axes(params ReadOnlySpan<int> numbers)
    {
        if (numbers.Length > MaxRank)
            throw new ArgumentException($"A tensor has at most {MaxRank} axes, not {numbers.Length}.", nameof(numbers));
        Rank = numbers.Length;
        numbers.CopyTo(_numbers);
    }

    /// <summary>How many axes there are.</summary>
    public int Rank { get; }

    /// <summary>The number of axis <paramref name="axis"/>, 0 ≤ axis &lt; Rank.</summary>
    public int this[int axis] =>
        (uint)axis < (uint)Rank ? _numbers[axis] : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"rank is {Rank}");

    /// <summary>All numbers, outermost axis first.</summary>
    [UnscopedRef]
    public ReadOnlySpan<int> Span => ((ReadOnlySpan<int>)_numbers)[..Rank];

    /// <summary>The product of all numbers: 1 for no axes, and 0 where one is 0, however large the others are.</summary>
    /// <exception cref="OverflowException">The product does not fit into 31 bits.</exception>
    public int Product
    {
        get
        {
            if (Span.Contains(0)) return 0;
            int product = 1;
            foreach (int number in Span) product = checked(product * number);
            return product;
        }
    }

    /// <summary>With these as the sizes of a dense array in row-major order, its strides. A size of 0 counts as 1.</summary>
    public Axes RowMajorStrides
    {
        get
        {
            Span<int> strides = stackalloc int[MaxRank];
            for (int axis = Rank - 1, stride = 1; axis >= 0; axis--)
            {
                strides[axis] = stride;
                stride *= Math.Max(_numbers[axis], 1);
            }

            return new Axes(strides[..Rank]);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Axes other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Axes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int number in Span) hash.Add(number);
        return hash.ToHashCode();
    }

    /// <summary>The numbers in brackets: <c>[64,3,32,32]</c>.</summary>
    public override string ToString() => $"[{string.Join(',', Span.ToArray())}]";

    /// <summary>Whether both hold the same numbers.</summary>
    public static bool operator ==(Axes left, Axes right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Axes left, Axes right) => !left.Equals(right);

    [InlineArray(MaxRank)]
    private struct Numbers
    {
        private int _first;
    }
}
