using System.Runtime.ExceptionServices;

namespace Adversa.Gan.Data;

/// <summary>
/// Loads shuffled batches on background threads, ahead of the consumer. Every epoch visits the images in a new order
/// (<see cref="DataOrder"/>); the last images of an order that do not fill a batch are left out. Which images a batch holds
/// depends on its position alone, never on the number of threads. Memory for batches is allocated once.
/// <para>
/// Batches have consecutive numbers. A loader takes a free buffer and the next number together, so the lowest number that is not
/// loaded yet always has a buffer, and loaders that are ahead cannot starve it; the consumer takes batches in the order of
/// numbers.
/// </para>
/// </summary>
public sealed class BatchPipeline : IDisposable
{
    private static readonly TimeSpan LongestWaitForLoader = TimeSpan.FromSeconds(5);

    private readonly DataSet _data;
    private readonly int _batchSize;
    private readonly object _lock = new();
    private readonly Stack<Batch> _free = new();
    private readonly Batch?[] _loaded;
    private readonly Thread[] _loaders;

    private PipelinePosition _nextToLoad;
    private PipelinePosition _nextToGive;
    private long _loadNumber;
    private long _giveNumber;
    private int _withConsumer;
    private volatile bool _isStopping;

    /// <summary>Starts loading from <paramref name="start"/> on.</summary>
    /// <param name="data">Where the images come from.</param>
    /// <param name="batchSize">Images in a batch, at most as many as there are.</param>
    /// <param name="start">The first batch; new(seed) to begin, or a saved <see cref="Position"/> to go on.</param>
    /// <param name="threads">How many threads load.</param>
    /// <param name="prefetch">How many batches are kept ready or in the making.</param>
    /// <exception cref="ArgumentException">
    /// A batch larger than the data set, a number below 1, or a start that this data set and batch size do not have.
    /// </exception>
    public BatchPipeline(DataSet data, int batchSize, PipelinePosition start, int threads = 2, int prefetch = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        if (batchSize > data.Count)
            throw new ArgumentException(
                $"{data.Name}: found {data.Count} images, expected at least a batch of {batchSize}; use a smaller batch");
        BatchesPerEpoch = data.Count / batchSize;
        if (start.Epoch < 0 || start.Batch < 0 || start.Batch >= BatchesPerEpoch)
            throw new ArgumentException(
                $"{data.Name}: found start at epoch {start.Epoch}, batch {start.Batch}, " +
                $"expected a batch from 0 to {BatchesPerEpoch - 1}; was the position saved with another data set or batch size?");

        _data = data;
        _batchSize = batchSize;
        _nextToLoad = _nextToGive = start;
        int buffers = Math.Max(prefetch, threads) + 1;
        _loaded = new Batch?[buffers];
        for (int i = 0; i < buffers; i++) _free.Push(new Batch(this, batchSize, data));
        _loaders = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            var order = new int[data.Count];
            _loaders[i] = new Thread(() => LoadBatches(order)) { IsBackground = true, Name = $"adversa-data-{i}" };
            _loaders[i].Start();
        }
    }

    /// <summary>⌊images / batch size⌋.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>
    /// The batch that <see cref="Next"/> gives next: save it, and a pipeline started at it goes on with the same batches.
    /// </summary>
    public PipelinePosition Position
    {
        get
        {
            lock (_lock) return _nextToGive;
        }
    }

    /// <summary>Waits for the next batch. Dispose it once it is used; its memory then serves for a later batch.</summary>
    /// <exception cref="ObjectDisposedException">The pipeline has been disposed, before or while this waits.</exception>
    /// <exception cref="InvalidOperationException">Every buffer is with the consumer, so there would never be another
    /// batch.</exception>
    /// <exception cref="InvalidDataException">An image of this batch could not be read; a later call meets the same
    /// error.</exception>
    public Batch Next()
    {
        lock (_lock)
        {
            while (true)
            {
                ObjectDisposedException.ThrowIf(_isStopping, this);
                if (_withConsumer == _loaded.Length)
                    throw new InvalidOperationException(
                        $"BatchPipeline: found all {_loaded.Length} batches in use, expected them to be disposed after use");
                ref Batch? slot = ref _loaded[_giveNumber % _loaded.Length];
                if (slot is null)
                {
                    Monitor.Wait(_lock);
                    continue;
                }

                if (slot.Error is { } error) ExceptionDispatchInfo.Throw(error);
                Batch batch = slot;
                slot = null;
                _giveNumber++;
                _nextToGive = _nextToGive.Next(BatchesPerEpoch);
                _withConsumer++;
                batch.HandOut();
                return batch;
            }
        }
    }

    /// <summary>
    /// Stops the threads. A loader that is in the middle of an image is waited for, but not for longer than 5 seconds.
    /// </summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isStopping = true;
            Monitor.PulseAll(_lock);
        }

        foreach (Thread loader in _loaders) loader.Join(LongestWaitForLoader);
    }

    internal void TakeBack(Batch batch)
    {
        lock (_lock)
        {
            _withConsumer--;
            _free.Push(batch);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>A loader's life; <paramref name="order"/> is its own memory for the order of the epoch that it is in.</summary>
    private void LoadBatches(int[] order)
    {
        long? epochOfOrder = null;
        while (TryStart(out Batch? batch, out long number))
        {
            try
            {
                if (epochOfOrder != batch.Position.Epoch) DataOrder.Permute(batch.Position.Seed, batch.Position.Epoch, order);
                epochOfOrder = batch.Position.Epoch;
                ReadOnlySpan<int> indices = order.AsSpan(batch.Position.Batch * _batchSize, _batchSize);
                for (int slot = 0; slot < indices.Length && !_isStopping; slot++) batch.Load(_data, slot, indices[slot]);
            }
            catch (Exception error)
            {
                batch.Error = error;
            }

            lock (_lock)
            {
                _loaded[number % _loaded.Length] = batch;
                Monitor.PulseAll(_lock);
            }
        }
    }

    private bool TryStart([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Batch? batch, out long number)
    {
        lock (_lock)
        {
            while (!_isStopping && _free.Count == 0) Monitor.Wait(_lock);
            if (_isStopping)
            {
                batch = null;
                number = 0;
                return false;
            }

            batch = _free.Pop();
            batch.Position = _nextToLoad;
            number = _loadNumber++;
            _nextToLoad = _nextToLoad.Next(BatchesPerEpoch);
            return true;
        }
    }
}
