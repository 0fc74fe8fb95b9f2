namespace Adversa.Kernels.Language;

/// <summary>Elements in a device's memory, in memory that a group shares, or in a work-item's own.</summary>
public readonly unsafe struct ArrayView<T>(T* begin, long length) where T : unmanaged
{
    private readonly T* _begin = begin;

    /// <summary>How many elements there are; unknown, and an error at build time, for a kernel's parameter.</summary>
    public long Length { get; } = length;

    /// <summary><see cref="Length"/> as an int.</summary>
    public int IntLength => (int)Length;

    /// <summary>An element.</summary>
    public ref T this[int index] => ref _begin[index];

    /// <summary>An element.</summary>
    public ref T this[long index] => ref _begin[index];

    /// <summary>The <paramref name="length"/> elements from <paramref name="offset"/> on.</summary>
    public ArrayView<T> SubView(long offset, long length) => new(_begin + offset, length);
}
