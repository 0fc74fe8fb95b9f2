namespace Adversa.Bench.Operations;

/// <summary>What sets the pace of an operation, and so what its speed is compared with.</summary>
internal enum Bound
{
    /// <summary>Work is in operations; the limit is multiply-adds that read nothing.</summary>
    Arithmetic,

    /// <summary>Work is in bytes; the limit is a copy.</summary>
    Memory,
}

/// <summary>One kernel on one shape.</summary>
/// <param name="Name">Kernel and shape, as <c>--filter</c> sees them.</param>
/// <param name="Bound">What the work is counted in.</param>
/// <param name="Work">How many operations, or bytes, the definition asks for.</param>
/// <param name="Prepare">Makes the operands and returns what runs the kernel once.</param>
internal sealed record Operation(string Name, Bound Bound, double Work, Func<Operands, Action> Prepare)
{
    /// <summary>Every operation of the benchmark.</summary>
    public static IEnumerable<Operation> All => [.. ProductOperations.All, .. MemoryOperations.All];
}
