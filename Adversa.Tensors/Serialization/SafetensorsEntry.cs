using System.Runtime.InteropServices;
using Adversa.Kernels;

namespace Adversa.Tensors.Serialization;

/// <summary>One named array of a safetensors file: row-major, little-endian.</summary>
public sealed class SafetensorsEntry
{
    /// <summary>Describes bytes that are already in the file's order; they are not copied.</summary>
    /// <exception cref="ArgumentException">
    /// <paramref name="data"/> does not hold exactly product(shape) elements, or the name is the reserved <c>__metadata__</c>.
    /// </exception>
    public SafetensorsEntry(string name, DType dtype, Axes shape, ReadOnlyMemory<byte> data)
    {
        if (name == SafetensorsHeader.MetadataKey)
            throw new ArgumentException($"An entry cannot be called {name}: the format reserves that name.", nameof(name));
        long size = (long)shape.Product * dtype.Size();
        if (data.Length != size)
            throw new ArgumentException($"Entry {name}: {data.Length} bytes given, but {dtype} {shape} takes {size}.");
        (Name, DType, Shape, Data) = (name, dtype, shape, data);
    }

    /// <summary>An entry that holds a copy of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">
    /// The count of values is not product(shape), or no tensor holds a <typeparamref name="T"/>.
    /// </exception>
    public static SafetensorsEntry Of<T>(string name, Axes shape, ReadOnlySpan<T> values) where T : unmanaged =>
        new(name, DTypes.Of<T>(), shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The entry's name, such as <c>main.0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The sizes of the axes; a scalar has none.</summary>
    public Axes Shape { get; }

    /// <summary>product(shape) · size(dtype) bytes.</summary>
    public ReadOnlyMemory<byte> Data { get; }
}
