namespace Adversa.Gan.Data;

/// <summary>The order in which an epoch visits the images.</summary>
public static class DataOrder
{
    /// <summary>
    /// Fills <paramref name="order"/> with a permutation of 0 … Length − 1, a function of (seed, epoch, Length) alone. Every
    /// permutation is equally likely (Fisher and Yates' shuffle, Durstenfeld's form, on unbiased numbers).
    /// </summary>
    public static void Permute(ulong seed, long epoch, Span<int> order)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
        var random = new PhiloxSequence(seed, RandomPurpose.Order, (ulong)epoch);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = (int)random.NextBelow((uint)i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
