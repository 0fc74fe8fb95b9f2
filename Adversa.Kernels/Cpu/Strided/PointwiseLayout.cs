using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Strided;

/// <summary>
/// Where a pointwise launch's operands lie in memory, over as few axes as describe it: axes of size 1 are gone, and
/// neighbouring axes that every operand steps through evenly are one.
/// </summary>
internal unsafe struct PointwiseLayout
{
    private const int MaxOperands = PointwiseArguments.MaxOperands;

    private fixed int _sizes[Axes.MaxRank];
    private fixed int _strides[MaxOperands * Axes.MaxRank];
    private fixed long _addresses[MaxOperands];
    private fixed bool _isDense[MaxOperands];
    private fixed double _scalars[PointwiseArguments.MaxOperands];
    private int _rank;

    /// <summary>Whether every operand is one contiguous run.</summary>
    public bool AllDense { get; private set; }

    /// <summary>The kernel's scalars.</summary>
    public static double* Scalars(PointwiseLayout* layout) => layout->_scalars;

    /// <summary>The layout of a launch whose index space is not empty.</summary>
    public static PointwiseLayout Of<T>(in PointwiseArguments arguments) where T : unmanaged
    {
        PointwiseLayout layout = default;
        for (int i = 0; i < arguments.OperandCount; i++) layout._addresses[i] = (long)arguments.Operand(i).Data.Pointer<T>();
        for (int i = 0; i < arguments.ScalarCount; i++) layout._scalars[i] = arguments.Scalar(i);
        for (int axis = 0; axis < arguments.Sizes.Rank; axis++) layout.Append(arguments, axis);
        if (layout._rank == 0) layout.AppendSingleElement(arguments.OperandCount);

        layout.AllDense = true;
        for (int i = 0; i < arguments.OperandCount; i++) layout.AllDense &= layout._isDense[i] = layout.IsDense(i);
        return layout;
    }

    /// <summary>The operand's first element.</summary>
    public readonly T* Operand<T>(int operand) where T : unmanaged => (T*)_addresses[operand];

    /// <summary>The operand's elements from index start on, where they are contiguous in memory; else null.</summary>
    public readonly T* Contiguous<T>(int operand, int start, int count) where T : unmanaged
    {
        if (_isDense[operand]) return Operand<T>(operand) + start;
        int column = start % _sizes[_rank - 1];
        bool isContiguous = InnerStride(operand) == 1 && column + count <= _sizes[_rank - 1];
        return isContiguous ? Operand<T>(operand) + RowOffset(operand, start - column) + column : null;
    }

    /// <summary>Copies elements start … start + count − 1 into a dense block.</summary>
    public readonly void Gather<T>(int operand, int start, int count, T* block) where T : unmanaged
    {
        int stride = InnerStride(operand);
        while (count > 0)
        {
            T* row = Row<T>(operand, start, count, out int length);
            if (stride == 1) new ReadOnlySpan<T>(row, length).CopyTo(new Span<T>(block, length));
            else if (stride == 0) new Span<T>(block, length).Fill(*row);
            else for (int i = 0; i < length; i++) block[i] = row[(long)i * stride];
            (start, count) = (start + length, count - length);
            block += length;
        }
    }

    /// <summary>Copies a dense block to elements start … start + count − 1.</summary>
    public readonly void Scatter<T>(int operand, int start, int count, T* block) where T : unmanaged
    {
        int stride = InnerStride(operand);
        while (count > 0)
        {
            T* row = Row<T>(operand, start, count, out int length);
            if (stride == 1) new ReadOnlySpan<T>(block, length).CopyTo(new Span<T>(row, length));
            else for (int i = 0; i < length; i++) row[(long)i * stride] = block[i];
            (start, count) = (start + length, count - length);
            block += length;
        }
    }

    /// <summary>The address of element start, and how many of the next count elements lie in the same row.</summary>
    private readonly T* Row<T>(int operand, int start, int count, out int length) where T : unmanaged
    {
        int size = _sizes[_rank - 1];
        int column = start % size;
        length = Math.Min(count, size - column);
        return Operand<T>(operand) + RowOffset(operand, start - column) + (long)column * InnerStride(operand);
    }

    /// <summary>The offset of a row's first element.</summary>
    private readonly long RowOffset(int operand, int start)
    {
        int row = start / _sizes[_rank - 1];
        long offset = 0;
        for (int axis = _rank - 2; axis >= 0; axis--)
        {
            int next = row / _sizes[axis];
            offset += (long)(row - next * _sizes[axis]) * _strides[operand * Axes.MaxRank + axis];
            row = next;
        }

        return offset;
    }

    private readonly int InnerStride(int operand) => _strides[operand * Axes.MaxRank + _rank - 1];

    private void Append(in PointwiseArguments arguments, int axis)
    {
        int size = arguments.Sizes[axis];
        if (size == 1) return;
        if (_rank > 0 && ContinuesLastAxis(arguments, axis)) _sizes[_rank - 1] *= size;
        else _sizes[_rank++] = size;
        for (int i = 0; i < arguments.OperandCount; i++)
            _strides[i * Axes.MaxRank + _rank - 1] = arguments.Operand(i).Strides[axis];
    }

    private readonly bool ContinuesLastAxis(in PointwiseArguments arguments, int axis)
    {
        for (int i = 0; i < arguments.OperandCount; i++)
        {
            if (InnerStride(i) != arguments.Operand(i).Strides[axis] * (long)arguments.Sizes[axis]) return false;
        }

        return true;
    }

    private void AppendSingleElement(int operands)
    {
        _sizes[_rank++] = 1;
        for (int i = 0; i < operands; i++) _strides[i * Axes.MaxRank] = 1;
    }

    private readonly bool IsDense(int operand)
    {
        long expected = 1;
        for (int axis = _rank - 1; axis >= 0; axis--)
        {
            if (_strides[operand * Axes.MaxRank + axis] != expected) return false;
            expected *= _sizes[axis];
        }

        return true;
    }
}
