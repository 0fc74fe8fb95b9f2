using System.Runtime.InteropServices;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

public sealed partial class Tensor
{
    /// <summary>A dense tensor whose elements are undefined until written.</summary>
    public static Tensor Empty(Shape shape, DType type = DType.Float32, Device? device = null)
    {
        device ??= DeviceList.Default;
        var storage = new Storage(device.Memory.Rent((long)shape.Count * type.Size()));
        return new Tensor(storage, type, shape, shape.RowMajorStrides, offset: 0);
    }

    /// <summary>A dense tensor with every element <paramref name="value"/>.</summary>
    public static Tensor Full(Shape shape, double value, DType type = DType.Float32, Device? device = null) =>
        Empty(shape, type, device).Fill(value);

    /// <summary>A dense tensor of zeros.</summary>
    public static Tensor Zeros(Shape shape, DType type = DType.Float32, Device? device = null) => Full(shape, 0, type, device);

    /// <summary>A dense tensor of ones.</summary>
    public static Tensor Ones(Shape shape, DType type = DType.Float32, Device? device = null) => Full(shape, 1, type, device);

    /// <summary>A copy of numbers of the program, in row-major order.</summary>
    /// <exception cref="ArgumentException">As many numbers as the shape has elements are needed.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> elements, Shape shape, Device? device = null) where T : unmanaged =>
        Empty(shape, DTypes.Of<T>(), device).CopyFrom(elements);

    /// <summary>A copy of numbers of the program, in row-major order.</summary>
    /// <exception cref="ArgumentException">As many numbers as the shape has elements are needed.</exception>
    public static Tensor From<T>(T[] elements, Shape shape, Device? device = null) where T : unmanaged =>
        From((ReadOnlySpan<T>)elements, shape, device);

    /// <summary>A one-dimensional copy of numbers of the program.</summary>
    public static Tensor From<T>(T[] elements, Device? device = null) where T : unmanaged =>
        From(elements, [elements.Length], device);

    /// <summary>Overwrites all elements, in row-major order, with numbers of the program.</summary>
    /// <exception cref="ArgumentException">The tensor is not dense, has another element type, or another count.</exception>
    public Tensor CopyFrom<T>(ReadOnlySpan<T> elements) where T : unmanaged
    {
        if (DTypes.Of<T>() != DType) throw new ArgumentException($"{Describe()} cannot take elements of type {typeof(T).Name}.");
        if (elements.Length != Count)
            throw new ArgumentException($"Shape {Shape} has {Count} elements, but {elements.Length} were given.");
        if (!IsDense) throw new ArgumentException($"{Describe()} is not dense; copy into a dense tensor first.");
        Device.CopyFromHost(MemoryMarshal.AsBytes(elements), Data.Buffer, (long)_offset * DType.Size());
        MarkWritten();
        return this;
    }

    /// <summary>All elements in row-major order.</summary>
    /// <exception cref="ArgumentException">The element type is another.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        var elements = new T[Count];
        CopyTo<T>(elements);
        return elements;
    }

    /// <summary>Copies all elements, in row-major order, into the program's memory.</summary>
    /// <exception cref="ArgumentException">The element type is another, or the span's length is not the count.</exception>
    public void CopyTo<T>(Span<T> target) where T : unmanaged
    {
        if (DTypes.Of<T>() != DType)
            throw new ArgumentException($"{Describe()} has no elements of type {typeof(T).Name}; convert it with To first.");
        if (target.Length != Count)
            throw new ArgumentException($"{Describe()} has {Count} elements, but there is room for {target.Length}.");
        using TensorScope scope = TensorScope.Begin();
        Tensor dense = Dense();
        Device.CopyToHost(dense.Data.Buffer, (long)dense._offset * DType.Size(), MemoryMarshal.AsBytes(target));
    }

    /// <summary>The only element of a tensor with one element.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element.</exception>
    public double Item()
    {
        if (Count != 1) throw new InvalidOperationException($"{Describe()} has {Count} elements; Item needs exactly one.");
        return ToDoubles()[0];
    }

    /// <summary>
    /// All elements in row-major order, whatever their type; the nearest double to an Int64 that has none. They become doubles in
    /// the program's memory, for not every device knows them.
    /// </summary>
    public double[] ToDoubles() => DType switch
    {
        DType.Float32 => Array.ConvertAll(ToArray<float>(), x => (double)x),
        DType.Float64 => ToArray<double>(),
        DType.Int32 => Array.ConvertAll(ToArray<int>(), x => (double)x),
        DType.Int64 => Array.ConvertAll(ToArray<long>(), x => (double)x),
        _ => Array.ConvertAll(ToArray<byte>(), x => (double)x),
    };

    /// <summary>Sets every element.</summary>
    public Tensor Fill(double value)
    {
        Device.Launch(Copy.Fill, new FillArguments(Shape.Sizes, DType, Data, Strides, value));
        MarkWritten();
        return this;
    }

    /// <summary>
    /// Overwrites every element with those of <paramref name="source"/>, broadcast to this shape and converted to this type:
    /// real to integer rounds towards zero and saturates. The source may share memory with this tensor; it is read before
    /// anything is written.
    /// </summary>
    /// <exception cref="ArgumentException">The source is on another device, or cannot be broadcast to this shape.</exception>
    public Tensor CopyFrom(Tensor source)
    {
        if (source.Device != Device)
        {
            throw new ArgumentException(
                $"CopyFrom: {source.Describe()} is on {source.Device} and {Describe()} on {Device}; " +
                "copy it through the program's memory, with ToArray and From.");
        }

        if (Overlaps(source))
        {
            using TensorScope scope = TensorScope.Begin();
            return CopyFrom(source.Clone());
        }

        Device.Launch(Copy.Kernel, new CopyArguments(
            Shape.Sizes, source.DType, source.Data, source.BroadcastStrides(Shape), DType, Data, Strides));
        MarkWritten();
        return this;
    }

    /// <summary>Whether writing this tensor can change elements of the other that a copy between them has yet to read.</summary>
    private bool Overlaps(Tensor other)
    {
        bool meet = _storage == other._storage && _offset < other.End && other._offset < End;
        return meet && !(_offset == other._offset && Strides == other.BroadcastStrides(Shape));
    }

    /// <summary>A dense copy.</summary>
    public Tensor Clone() => Empty(Shape, DType, Device).CopyFrom(this);

    /// <summary>This tensor where it is dense already, else a dense copy.</summary>
    public Tensor Dense() => IsDense ? this : Clone();

    /// <summary>This tensor where it has the type already, else a converted copy.</summary>
    public Tensor To(DType type) => type == DType ? this : Empty(Shape, type, Device).CopyFrom(this);
}
