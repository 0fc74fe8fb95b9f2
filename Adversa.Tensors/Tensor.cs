using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

/// <summary>
/// An n-dimensional array on a device: an element type, a shape, strides, and a view of pooled memory. Operations run at once
/// and return new tensors; views share memory. It is owned by the <see cref="TensorScope"/> it was made in, and using it after
/// that scope has ended throws <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed partial class Tensor : IDisposable
{
    private readonly Storage _storage;
    private readonly int _offset;
    private string? _end; // why it cannot be used any more

    private Tensor(Storage storage, DType type, Shape shape, Axes strides, int offset)
    {
        _storage = storage;
        _offset = offset;
        DType = type;
        Shape = shape;
        Strides = strides;
        storage.Hold();
        TensorScope.Adopt(this, TensorScope.Current);
    }

    /// <summary>The element type.</summary>
    public DType DType { get; }

    /// <summary>The sizes of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>How many elements apart in memory neighbours along each axis are.</summary>
    public Axes Strides { get; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public int Count => Shape.Count;

    /// <summary>The device whose memory holds the elements.</summary>
    public Device Device => _storage.Buffer.Device;

    /// <summary>A name for messages: a parameter's, say.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the memory has gone back to the pool.</summary>
    public bool IsDisposed => _end is not null;

    /// <summary>Whether the elements lie one after the other in row-major order.</summary>
    public bool IsDense
    {
        get
        {
            int expected = 1;
            for (int axis = Rank - 1; axis >= 0; axis--)
            {
                if (Shape[axis] == 1) continue;
                if (Strides[axis] != expected) return Count == 0;
                expected *= Shape[axis];
            }

            return true;
        }
    }

    /// <summary>How often the memory that this tensor looks at was written.</summary>
    public int Version => _storage.Version(_offset, End);

    /// <summary>Whether another live tensor looks at the same memory.</summary>
    public bool IsShared => _storage.Holders > 1;

    /// <summary>
    /// Whether a result may take the place of these numbers, as far as tensors know: they are dense, nobody else looks at them,
    /// and nobody asked to <see cref="Protect"/> them.
    /// </summary>
    public bool IsExpendable => !IsShared && !_storage.IsProtected && IsDense;

    /// <summary>Where the first element lies.</summary>
    /// <exception cref="ObjectDisposedException">The memory has gone back to the pool.</exception>
    public BufferView Data => _end is null
        ? new BufferView(_storage.Buffer, _offset)
        : throw new ObjectDisposedException(nameof(Tensor), $"{Describe()} was used after {_end}.");

    internal TensorScope? Owner { get; set; }

    /// <summary>Where in memory the last element ends.</summary>
    private int End
    {
        get
        {
            if (Count == 0) return _offset;
            int last = _offset;
            for (int axis = 0; axis < Rank; axis++) last += (Shape[axis] - 1) * Strides[axis];
            return last + 1;
        }
    }

    /// <summary>Gives the memory back, as soon as no other view of it lives. May be called twice.</summary>
    public void Dispose() => Dispose("the scope that owned it had ended; use Keep to move it out");

    /// <summary>The same before its scope ends.</summary>
    /// <param name="end">
    /// What had happened, and what to do about it; for the message that a later use throws: "… was used after <c>end</c>."
    /// </param>
    public void Dispose(string end)
    {
        if (IsDisposed) return;
        _end = end;
        Owner = null;
        _storage.Release();
    }

    /// <summary>Says that somebody reads the numbers later, through this tensor or another view of them.</summary>
    public void Protect() => _storage.Protect();

    /// <summary>Element type, shape and name in one line, for messages: <c>float32 [64,3,4,4] 'main.0.weight'</c>.</summary>
    public string Describe() => $"{DType.ToString().ToLowerInvariant()} {Shape}{(Name is null ? "" : $" '{Name}'")}";

    /// <summary>The elements laid out as a person reads them; of long axes the first and last three.</summary>
    public override string ToString() => IsDisposed ? $"{Describe()} (given back)" : TensorPrinter.Print(this);

    /// <summary>
    /// From now on counts writes to this memory for each of its parts: part i begins at element <c>begins[i]</c> and ends where
    /// the next one begins. The <see cref="Version"/> of a view then tells of writes to the parts that it looks at, so that
    /// tensors which share a buffer without overlapping do not take each other's writes for their own.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The tensor is no dense vector at the begin of its memory, or the begins do not rise from 0.
    /// </exception>
    public void CountWritesByPart(params ReadOnlySpan<int> begins)
    {
        if (Rank != 1 || !IsDense || _offset != 0)
            throw new ArgumentException($"{Describe()} must be a dense vector at the begin of its memory to count by parts.");
        bool rises = begins.Length > 0 && begins[0] == 0;
        for (int part = 1; part < begins.Length; part++) rises &= begins[part] >= begins[part - 1];
        if (!rises) throw new ArgumentException($"The parts of {Describe()} must begin at 0 and rise.", nameof(begins));
        _storage.CountWritesByPart(begins.ToArray());
    }

    internal void MarkWritten() => _storage.MarkWritten(_offset, End);

    internal Operand AsOperand(Shape broadcast) => new(Data, BroadcastStrides(broadcast));

    /// <summary>The strides that make this tensor look as if it had the broadcast shape.</summary>
    internal Axes BroadcastStrides(Shape broadcast)
    {
        if (broadcast == Shape) return Strides;
        Span<int> strides = stackalloc int[broadcast.Rank];
        int added = broadcast.Rank - Rank;
        for (int axis = 0; axis < broadcast.Rank; axis++)
        {
            int size = axis < added ? 1 : Shape[axis - added];
            if (size != 1 && size != broadcast[axis])
                throw new ArgumentException($"A tensor of shape {Shape} cannot be expanded to {broadcast}.");
            strides[axis] = size == 1 ? 0 : Strides[axis - added];
        }

        return new Axes(strides);
    }
}
