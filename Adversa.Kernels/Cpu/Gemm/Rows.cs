namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// The number of rows of a <see cref="RegisterTile{T,TVector,TRows}"/>, known to the JIT compiler: even, at most 12.
/// </summary>
internal interface IRows
{
    static abstract int Count { get; }
}

internal readonly struct Rows12 : IRows
{
    public static int Count => 12;
}

internal readonly struct Rows8 : IRows
{
    public static int Count => 8;
}

internal readonly struct Rows6 : IRows
{
    public static int Count => 6;
}

internal readonly struct Rows4 : IRows
{
    public static int Count => 4;
}

internal readonly struct Rows2 : IRows
{
    public static int Count => 2;
}
