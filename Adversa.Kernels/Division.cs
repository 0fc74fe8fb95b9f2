namespace Adversa.Kernels;

/// <summary>How many blocks cover a range.</summary>
internal static class Division
{
    /// <summary>
    /// ⌈value / divisor⌉ for value ≥ 0 and divisor ≥ 1; also for sizes next to 2³¹, where value + divisor overflows.
    /// </summary>
    public static int Ceiling(long value, long divisor) => (int)(value / divisor + (value % divisor == 0 ? 0 : 1));
}
