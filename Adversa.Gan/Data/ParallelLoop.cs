using System.Runtime.ExceptionServices;

namespace Adversa.Gan.Data;

/// <summary>A loop over many files or images on all processors.</summary>
internal static class ParallelLoop
{
    /// <summary>
    /// Calls <paramref name="body"/> with 0 … <paramref name="count"/> − 1, in any order. Where it throws, the first exception
    /// comes out as it is rather than inside an <see cref="AggregateException"/>: the caller knows what its body throws.
    /// </summary>
    public static void For(int count, Action<int> body)
    {
        try
        {
            Parallel.For(0, count, body);
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }
}
