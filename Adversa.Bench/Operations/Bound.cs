namespace Adversa.Bench.Operations;

/// <summary>What sets the pace of an operation, and so what its speed is compared with.</summary>
internal enum Bound
{
    /// <summary>Work is in operations; the limit is multiply-adds that read nothing.</summary>
    Arithmetic,

    /// <summary>Work is in bytes; the limit is a copy.</summary>
    Memory,
}

/// <summary>How rates of work are named.</summary>
internal static class BoundUnits
{
    /// <summary>The unit of work per nanosecond.</summary>
    public static string Unit(this Bound bound) => bound == Bound.Arithmetic ? "GFLOP/s" : "GB/s";
}
