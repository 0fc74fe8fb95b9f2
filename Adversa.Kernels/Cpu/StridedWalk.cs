using System.Runtime.CompilerServices;

namespace Adversa.Kernels.Cpu;

/// <summary>A walk through a <see cref="StridedSpace"/> in row-major order that knows where both operands are.</summary>
internal struct StridedWalk
{
    private readonly StridedSpace _space;
    private Index _index;

    /// <summary>Starts at the <paramref name="position"/>-th index, 0 ≤ position &lt; Count.</summary>
    public StridedWalk(in StridedSpace space, int position)
    {
        _space = space;
        for (int axis = space.Sizes.Rank - 1; axis >= 0 && position > 0; axis--)
        {
            (position, int index) = Math.DivRem(position, space.Sizes[axis]);
            _index[axis] = index;
            First += (long)index * space.First[axis];
            Second += (long)index * space.Second[axis];
        }
    }

    /// <summary>Elements between the first operand's begin and where it is now.</summary>
    public long First { get; private set; }

    /// <summary>Elements between the second operand's begin and where it is now.</summary>
    public long Second { get; private set; }

    /// <summary>Moves on to the next index; from the last one back to the begin.</summary>
    public void Next()
    {
        for (int axis = _space.Sizes.Rank - 1; axis >= 0; axis--)
        {
            First += _space.First[axis];
            Second += _space.Second[axis];
            int size = _space.Sizes[axis];
            if (++_index[axis] < size) return;
            First -= (long)size * _space.First[axis];
            Second -= (long)size * _space.Second[axis];
            _index[axis] = 0;
        }
    }

    [InlineArray(Axes.MaxRank)]
    private struct Index
    {
        private int _first;
    }
}
