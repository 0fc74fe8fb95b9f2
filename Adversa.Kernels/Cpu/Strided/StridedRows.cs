namespace Adversa.Kernels.Cpu.Strided;

/// <summary>
/// Work on <paramref name="count"/> elements of one row, whose first lies at these offsets of the two operands.
/// </summary>
internal delegate void RowAction(long first, long second, int count);

/// <summary>
/// Cuts a space into tasks of whole rows of its innermost axis, or of pieces of a row where rows are long.
/// </summary>
internal readonly struct StridedRows
{
    private const int PieceElements = 32 * 1024;

    private readonly StridedSpace _outer;
    private readonly long _firstStride, _secondStride;
    private readonly int _size, _pieceLength, _pieces;
    private readonly TaskSplit _split;

    public StridedRows(in StridedSpace space)
    {
        _outer = space.WithoutInner();
        (_size, _firstStride, _secondStride) = (space.InnerSize, space.InnerFirst, space.InnerSecond);
        _pieceLength = Math.Min(_size, PieceElements);
        _pieces = _size == 0 ? 0 : Division.Ceiling(_size, _pieceLength);
        _split = new TaskSplit(_outer.Count * _pieces, _pieceLength);
    }

    /// <summary>Calls the action for every row, or piece of one.</summary>
    public void Run(ThreadTeam team, RowAction action)
    {
        StridedRows rows = this;
        team.Run(_split.Tasks, (task, _) => rows.RunTask(task, action));
    }

    private void RunTask(int task, RowAction action)
    {
        (int item, int last) = _split.Items(task);
        (int row, int piece) = Math.DivRem(item, _pieces);
        var walk = new StridedWalk(_outer, row);
        for (; item < last; item++)
        {
            int begin = piece * _pieceLength;
            int count = Math.Min(_pieceLength, _size - begin);
            action(walk.First + begin * _firstStride, walk.Second + begin * _secondStride, count);
            if (++piece < _pieces) continue;
            piece = 0;
            walk.Next();
        }
    }
}
