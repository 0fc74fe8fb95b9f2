using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Strided;

/// <summary>Where a pointwise launch's operands lie in memory.</summary>
internal unsafe struct PointwiseLayout
{
    private fixed long _addresses[PointwiseArguments.MaxOperands];
    private PointwiseSpace _space;

    /// <summary>Whether every operand is one contiguous run.</summary>
    public readonly bool AllDense => _space.AllDense;

    /// <summary>The layout of a launch whose index space is not empty.</summary>
    public static PointwiseLayout Of<T>(in PointwiseArguments arguments) where T : unmanaged
    {
        PointwiseLayout layout = default;
        layout._space = PointwiseSpace.Of(arguments);
        for (int i = 0; i < arguments.OperandCount; i++) layout._addresses[i] = (long)arguments.Operand(i).Data.Pointer<T>();
        return layout;
    }

    /// <summary>The operand's first element.</summary>
    public readonly T* Operand<T>(int operand) where T : unmanaged => (T*)_addresses[operand];

    /// <summary>The operand's elements from index start on, where they are contiguous in memory; else null.</summary>
    public readonly T* Contiguous<T>(int operand, int start, int count) where T : unmanaged
    {
        if (_space.IsDense(operand)) return Operand<T>(operand) + start;
        int column = start % InnerSize;
        bool isContiguous = InnerStride(operand) == 1 && column + count <= InnerSize;
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
        int size = InnerSize;
        int column = start % size;
        length = Math.Min(count, size - column);
        return Operand<T>(operand) + RowOffset(operand, start - column) + (long)column * InnerStride(operand);
    }

    /// <summary>The offset of a row's first element.</summary>
    private readonly long RowOffset(int operand, int start)
    {
        int row = start / InnerSize;
        long offset = 0;
        for (int axis = _space.Rank - 2; axis >= 0; axis--)
        {
            int size = _space.Size(axis), next = row / size;
            offset += (long)(row - next * size) * _space.Stride(operand, axis);
            row = next;
        }

        return offset;
    }

    private readonly int InnerStride(int operand) => _space.Stride(operand, _space.Rank - 1);

    private readonly int InnerSize => _space.Size(_space.Rank - 1);
}
