using System.Runtime.CompilerServices;

namespace Adversa.Kernels.Cpu.Strided;

/// <summary>A walk through a <see cref="StridedSpace"/> in row-major order that knows where both operands are.</summary>
internal struct StridedWalk
{
    private readonly StridedSpace _space;
    private readonly int _innerSize;
    private readonly long _innerFirst, _innerSecond;
    private Index _index;
    private int _inner;
    private long _first, _second;

    /// <summary>Starts at the <paramref name="position"/>-th index, 0 ≤ position &lt; Count.</summary>
    public StridedWalk(in StridedSpace space, int position)
    {
        _space = space;
        (_innerSize, _innerFirst, _innerSecond) = (space.InnerSize, space.InnerFirst, space.InnerSecond);
        for (int axis = space.Sizes.Rank - 1; axis >= 0 && position > 0; axis--)
        {
            (position, int index) = Math.DivRem(position, space.Sizes[axis]);
            _index[axis] = index;
            _first += (long)index * space.First[axis];
            _second += (long)index * space.Second[axis];
        }

        _inner = _index[space.Sizes.Rank - 1];
    }

    /// <summary>Elements between the first operand's begin and where it is now.</summary>
    public readonly long First => _first;

    /// <summary>Elements between the second operand's begin and where it is now.</summary>
    public readonly long Second => _second;

    /// <summary>Moves on to the next index; from the last one back to the begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next()
    {
        _first += _innerFirst;
        _second += _innerSecond;
        if (++_inner == _innerSize) Carry();
    }

    private void Carry()
    {
        _inner = 0;
        _first -= _innerSize * _innerFirst;
        _second -= _innerSize * _innerSecond;
        for (int axis = _space.Sizes.Rank - 2; axis >= 0; axis--)
        {
            _first += _space.First[axis];
            _second += _space.Second[axis];
            int size = _space.Sizes[axis];
            if (++_index[axis] < size) return;
            _first -= (long)size * _space.First[axis];
            _second -= (long)size * _space.Second[axis];
            _index[axis] = 0;
        }
    }

    [InlineArray(Axes.MaxRank)]
    private struct Index
    {
        private int _first;
    }
}
