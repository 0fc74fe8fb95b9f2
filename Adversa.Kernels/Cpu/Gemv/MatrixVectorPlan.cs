namespace Adversa.Kernels.Cpu.Gemv;

/// <summary>
/// How matrix-vector products are cut up, from shapes and strides alone: neighbouring outputs form groups, and where there are
/// too few groups to go round, the sums of each are made in chunks, which are added in their order.
/// </summary>
internal readonly struct MatrixVectorPlan
{
    private const int ChunkElements = 1 << 18;
    private const int EnoughGroups = 64;

    private readonly int _outputs, _inner, _groupsOfProduct, _chunkLength;

    /// <summary>Plans for products with a matrix whose rows are contiguous, or else its columns.</summary>
    public MatrixVectorPlan(int batch, int outputs, int inner, bool hasRows)
    {
        (_outputs, _inner, HasRows) = (outputs, inner, hasRows);
        Width = hasRows ? MatrixVectorRows.GroupWidth : MatrixVectorColumns.GroupWidth;
        _groupsOfProduct = Division.Ceiling(outputs, Width);
        Groups = checked(batch * _groupsOfProduct);
        int width = Math.Min(Width, outputs);
        _chunkLength = Math.Max(1, Groups < EnoughGroups ? ChunkElements / width : inner);
        Chunks = Math.Max(1, Division.Ceiling(inner, _chunkLength));
        Items = checked(Groups * Chunks);
        Split = new TaskSplit(Items, (long)Math.Min(inner, _chunkLength) * width);
    }

    /// <summary>Whether an output's terms are neighbours; else neighbouring outputs are.</summary>
    public bool HasRows { get; }

    /// <summary>Outputs of a full group, a multiple of a vector.</summary>
    public int Width { get; }

    /// <summary>Groups of all products together.</summary>
    public int Groups { get; }

    /// <summary>Chunks of one group's sums.</summary>
    public int Chunks { get; }

    /// <summary>Groups times chunks.</summary>
    public int Items { get; }

    /// <summary>How items make tasks.</summary>
    public TaskSplit Split { get; }

    /// <summary>The product, the first output and the number of outputs of a group.</summary>
    public (int Batch, int First, int Count) Outputs(int group)
    {
        (int batch, int place) = Math.DivRem(group, _groupsOfProduct);
        int first = place * Width;
        return (batch, first, Math.Min(_outputs - first, Width));
    }

    /// <summary>The first term and the number of terms of a chunk.</summary>
    public (int Begin, int Count) Terms(int chunk)
    {
        int begin = chunk * _chunkLength;
        return (begin, Math.Min(_inner - begin, _chunkLength));
    }
}
