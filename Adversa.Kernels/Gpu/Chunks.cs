namespace Adversa.Kernels.Gpu;

/// <summary>How the elements of a sum are cut up, so that few sums of many elements fill a device.</summary>
/// <param name="Count">How many chunks; at least 1.</param>
/// <param name="Length">Elements of each but the last, which may be shorter; at least 1.</param>
internal readonly record struct Chunks(int Count, int Length)
{
    /// <summary>
    /// At most <paramref name="wanted"/> chunks, and no more than leave <paramref name="smallest"/> elements to each.
    /// </summary>
    public static Chunks Of(int elements, long wanted, int smallest)
    {
        long count = Math.Clamp(wanted, 1, Math.Max(1, elements / smallest));
        int length = Math.Max(1, Division.Ceiling(elements, count));
        return new Chunks(Math.Max(1, Division.Ceiling(elements, length)), length);
    }
}
