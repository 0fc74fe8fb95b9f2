namespace Adversa.Gan.Data;

/// <summary>
/// Images and labels that belong to the pipeline: they hold until the batch is disposed, which gives its memory back for a later
/// batch.
/// </summary>
public sealed class Batch : IDisposable
{
    private readonly BatchPipeline _owner;
    private readonly float[] _images;
    private readonly int[] _labels;
    private bool _isWithConsumer;

    internal Batch(BatchPipeline owner, int size, ImageDataSet data)
    {
        _owner = owner;
        _images = new float[checked(size * data.ImageLength)];
        _labels = data.ClassCount > 0 ? new int[size] : [];
        Size = size;
    }

    /// <summary>How many images there are.</summary>
    public int Size { get; }

    /// <summary>The images, [Size, Channels, Height, Width] in [−1, 1].</summary>
    /// <exception cref="ObjectDisposedException">The batch has been given back.</exception>
    public ReadOnlySpan<float> Images => IfWithConsumer(_images);

    /// <summary>The images' classes, or nothing if the data set has no labels.</summary>
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

    internal void Load(ImageDataSet data, int slot, int index)
    {
        data.Read(index, _images.AsSpan(slot * data.ImageLength, data.ImageLength));
        if (_labels.Length > 0) _labels[slot] = data.Label(index);
    }

    private T[] IfWithConsumer<T>(T[] values)
    {
        ObjectDisposedException.ThrowIf(!_isWithConsumer, this);
        return values;
    }
}
