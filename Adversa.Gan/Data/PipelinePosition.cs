namespace Adversa.Gan.Data;

/// <summary>
/// Which batch comes next: batch <paramref name="Batch"/> of epoch <paramref name="Epoch"/> in the order that
/// <paramref name="Seed"/> gives. It is all that has to be saved to go on with exactly the batches that would have come.
/// </summary>
public readonly record struct PipelinePosition(ulong Seed, long Epoch = 0, int Batch = 0)
{
    /// <summary>The position one batch later.</summary>
    public PipelinePosition Next(int batchesPerEpoch) =>
        Batch + 1 < batchesPerEpoch ? this with { Batch = Batch + 1 } : this with { Epoch = Epoch + 1, Batch = 0 };
}
