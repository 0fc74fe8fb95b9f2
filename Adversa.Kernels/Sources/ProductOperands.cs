namespace Adversa.Kernels.Sources;

/// <summary>
/// Where a product's operands lie: what tells a matrix product from a convolution. Both are A·B, but B is here a matrix in
/// memory, there the patches of an image, which exist nowhere as a matrix.
/// </summary>
internal interface IProductOperands
{
    /// <summary>1 if A's neighbours in memory are neighbours in a row of A, 0 if in a column.</summary>
    int LeftRunsAlongInner { get; }

    /// <summary>1 if B's neighbours in memory are neighbours in a column of B, 0 if in a row.</summary>
    int RightRunsAlongInner { get; }

    /// <summary>A[batch][row, k].</summary>
    float Left(ArrayView<float> left, int batch, int row, int k);

    /// <summary>B[batch][k, column].</summary>
    float Right(ArrayView<float> right, int batch, int k, int column);

    /// <summary>Where C[batch][row, 0] lies.</summary>
    int TargetRow(int batch, int row);

    /// <summary>How far behind it C[batch][row, column] lies.</summary>
    int TargetColumn(int column);
}

/// <summary>A matrix of a batch by its strides: element (b, r, c) lies at b·Batch + r·Row + c·Column.</summary>
internal readonly record struct MatrixStrides(int Batch, int Row, int Column)
{
    /// <summary>Where an element lies.</summary>
    public int Offset(int batch, int row, int column) => batch * Batch + row * Row + column * Column;
}

/// <summary>Three matrices in memory.</summary>
internal readonly record struct StridedOperands(MatrixStrides A, MatrixStrides B, MatrixStrides C) : IProductOperands
{
    public int LeftRunsAlongInner => A.Column <= A.Row ? 1 : 0;

    public int RightRunsAlongInner => B.Row < B.Column ? 1 : 0;

    public float Left(ArrayView<float> left, int batch, int row, int k) => left[A.Offset(batch, row, k)];

    public float Right(ArrayView<float> right, int batch, int k, int column) => right[B.Offset(batch, k, column)];

    public int TargetRow(int batch, int row) => C.Offset(batch, row, 0);

    public int TargetColumn(int column) => column * C.Column;
}
