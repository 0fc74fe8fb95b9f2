namespace Adversa.Gan.Data;

/// <summary>
/// Samples and labels that belong to the pipeline: they hold until the batch is disposed, which gives its memory back for a later
/// batch.
/// </summary>
public sealed class Batch : IDisposable
{
    private readonly BatchPipeline _owner;
    private readonly float[] _samples;
    private readonly int[] _labels;
    private bool _isWithConsumer;

    internal Batch(BatchPipeline owner, int size, DataSet data)
    {
        _owner = owner;
        _samples = new float[checked(size * data.SampleLength)];
        _labels = data.ClassCount > 0 ? new int[size] : [];
        Size = size;
    }

    /// <summary>How many samples there are.</summary>
    public int Size { get; }

    /// <summary>The samples, [Size, Channels, Height, Width]; images lie in [−1, 1].</summary>
    /// <exception cref="ObjectDisposedException">The batch has been given back.</exception>
    public ReadOnlySpan<float> Samples => IfWithConsumer(_samples);

    /// <summary>The samples' classes, or nothing if the data set has no labels.</summary>
    /// <exception cref="ObjectDisposedException">The batch has been given back.</exception>
    public ReadOnlySpan<int> Labels => IfWithConsumer(_labels);

    /// <summary>Which batch this is.</summary>
    public PipelinePosition Position { get; internal set; }

    /// <summary>What went wrong while this batch was loaded.</summary>
    internal Exception? Error { get; set; }

    /// <summary>Gives the memory back to the pipeline; a second call does nothing.</summary>
    public void Dispose()
    {
        if (!_isWithConsumer) return;
        _isWithConsumer = false;
        _owner.TakeBack(this);
    }

    internal void HandOut() => _isWithConsumer = true;

    internal void Load(DataSet data, int slot, int index)
    {
        data.Read(index, _samples.AsSpan(slot * data.SampleLength, data.SampleLength));
        if (_labels.Length > 0) _labels[slot] = data.Label(index);
    }

    private T[] IfWithConsumer<T>(T[] values)
    {
        ObjectDisposedException.ThrowIf(!_isWithConsumer, this);
        return values;
    }
}
