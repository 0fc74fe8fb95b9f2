using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Adversa.Kernels;

namespace Adversa.Tensors;

/// <summary>
/// The sizes of a tensor's axes, outermost first; at most eight, none negative. <c>Shape s = [64, 3, 32, 32];</c>
/// </summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    private readonly Axes _sizes;
    private readonly int _count;

    private Shape(Axes sizes)
    {
        _sizes = sizes;
        long count = sizes.Span.Contains(0) ? 0 : 1;
        foreach (int size in sizes.Span)
        {
            if (size < 0) throw new ArgumentException($"A shape has no negative sizes: {sizes}.");
            count *= size;
            if (count > int.MaxValue)
            {
                throw new ArgumentException(
                    $"A tensor of shape {sizes} would have over {int.MaxValue:N0} elements, the most that one can have.");
            }
        }

        _count = (int)count;
    }

    /// <summary>The number of axes.</summary>
    public int Rank => _sizes.Rank;

    /// <summary>The number of elements: the product of all sizes, 1 for a scalar's <c>[]</c>.</summary>
    public int Count => Rank == 0 ? 1 : _count;

    /// <summary>The sizes, outermost axis first.</summary>
    public Axes Sizes => _sizes;

    /// <summary>The size of one axis; <c>shape[^1]</c> is the innermost.</summary>
    public int this[Index axis] => _sizes[axis.GetOffset(Rank)];

    /// <summary>The strides of a dense row-major tensor of this shape.</summary>
    public Axes RowMajorStrides => _sizes.RowMajorStrides;

    /// <summary>A shape of these sizes.</summary>
    /// <exception cref="ArgumentException">A negative size, more than eight axes, or more than 2³¹−1 elements.</exception>
    public static Shape Create(ReadOnlySpan<int> sizes) => new(new Axes(sizes));

    /// <summary>
    /// The shape that two shapes broadcast to, by NumPy's rules: aligned at the innermost axis, each pair of sizes must be equal
    /// or one of them 1.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static Shape Broadcast(Shape a, Shape b)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        Span<int> sizes = stackalloc int[rank];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++)
        {
            int sizeA = fromEnd <= a.Rank ? a[^fromEnd] : 1;
            int sizeB = fromEnd <= b.Rank ? b[^fromEnd] : 1;
            if (sizeA != sizeB && sizeA != 1 && sizeB != 1)
            {
                throw new ArgumentException(
                    $"Shapes {a} and {b} do not broadcast: sizes {sizeA} and {sizeB} must be equal or one of them 1.");
            }

            sizes[rank - fromEnd] = sizeA == 1 ? sizeB : sizeA;
        }

        return Create(sizes);
    }

    /// <summary>The sizes in order.</summary>
    [UnscopedRef]
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => _sizes.Span.GetEnumerator();

    /// <summary>An axis counted from the front; −1 is the innermost.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public int NormalizeAxis(int axis) => axis >= -Rank && axis < Rank
        ? (axis < 0 ? axis + Rank : axis)
        : throw new ArgumentException(
            $"Axis {axis} does not exist in shape {this}; expected {-Rank} … {Rank - 1}.", nameof(axis));

    /// <summary>The same shape with another size at one axis.</summary>
    public Shape With(int axis, int size)
    {
        Span<int> sizes = stackalloc int[Rank];
        _sizes.Span.CopyTo(sizes);
        sizes[NormalizeAxis(axis)] = size;
        return Create(sizes);
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => _sizes == other._sizes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _sizes.GetHashCode();

    /// <summary>The sizes in brackets: <c>[64,3,32,32]</c>.</summary>
    public override string ToString() => _sizes.ToString();

    /// <summary>Whether both have the same axes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);
}
