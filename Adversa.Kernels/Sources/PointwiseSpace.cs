namespace Adversa.Kernels.Sources;

/// <summary>
/// The index space of a pointwise launch and its operands' strides, over as few axes as describe it: axes of size 1 are gone,
/// and neighbouring axes that every operand steps through evenly are one.
/// </summary>
internal unsafe struct PointwiseSpace
{
    private const int MaxOperands = PointwiseArguments.MaxOperands;

    private fixed int _sizes[Axes.MaxRank];
    private fixed int _strides[MaxOperands * Axes.MaxRank];
    private fixed bool _isDense[MaxOperands];

    /// <summary>How many axes there are, at least one.</summary>
    public int Rank { get; private set; }

    /// <summary>Whether every operand is one contiguous run.</summary>
    public bool AllDense { get; private set; }

    /// <summary>The space of a launch whose index space is not empty.</summary>
    public static PointwiseSpace Of(in PointwiseArguments arguments)
    {
        PointwiseSpace space = default;
        for (int axis = 0; axis < arguments.Sizes.Rank; axis++) space.Append(arguments, axis);
        if (space.Rank == 0) space.AppendSingleElement(arguments.OperandCount);

        space.AllDense = true;
        for (int i = 0; i < arguments.OperandCount; i++) space.AllDense &= space._isDense[i] = space.IsContiguous(i);
        return space;
    }

    /// <summary>The size of an axis.</summary>
    public readonly int Size(int axis) => _sizes[axis];

    /// <summary>How far a step along an axis moves in an operand.</summary>
    public readonly int Stride(int operand, int axis) => _strides[operand * Axes.MaxRank + axis];

    /// <summary>Whether an operand is one contiguous run.</summary>
    public readonly bool IsDense(int operand) => _isDense[operand];

    private void Append(in PointwiseArguments arguments, int axis)
    {
        int size = arguments.Sizes[axis];
        if (size == 1) return;
        if (Rank > 0 && ContinuesLastAxis(arguments, axis)) _sizes[Rank - 1] *= size;
        else _sizes[Rank++] = size;
        for (int i = 0; i < arguments.OperandCount; i++)
            _strides[i * Axes.MaxRank + Rank - 1] = arguments.Operand(i).Strides[axis];
    }

    private readonly bool ContinuesLastAxis(in PointwiseArguments arguments, int axis)
    {
        for (int i = 0; i < arguments.OperandCount; i++)
        {
            if (Stride(i, Rank - 1) != arguments.Operand(i).Strides[axis] * (long)arguments.Sizes[axis]) return false;
        }

        return true;
    }

    private void AppendSingleElement(int operands)
    {
        _sizes[Rank++] = 1;
        for (int i = 0; i < operands; i++) _strides[i * Axes.MaxRank] = 1;
    }

    private readonly bool IsContiguous(int operand)
    {
        long expected = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            if (Stride(operand, axis) != expected) return false;
            expected *= _sizes[axis];
        }

        return true;
    }
}
