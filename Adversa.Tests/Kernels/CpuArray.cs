using Adversa.Kernels.Devices;

namespace Adversa.Tests.Kernels;

/// <summary>
/// Elements in a CPU buffer with some elements before and behind them, so that a kernel that ignores offsets or writes past its
/// end is found out.
/// </summary>
internal sealed unsafe class CpuArray<T> where T : unmanaged
{
    private const int Margin = 5;

    /// <summary>Bytes that make floating-point numbers NaN, and integers −1.</summary>
    private const byte Mark = 0xFF;

    private readonly int _length;

    /// <summary>An array full of NaN or −1, for kernels to overwrite.</summary>
    public CpuArray(CpuDevice device, int length)
    {
        _length = length;
        View = new BufferView(device.Memory.Rent((long)(length + 2 * Margin) * sizeof(T)), Margin);
        new Span<byte>(View.Pointer<T>() - Margin, (length + 2 * Margin) * sizeof(T)).Fill(Mark);
    }

    public CpuArray(CpuDevice device, ReadOnlySpan<T> values) : this(device, values.Length) =>
        values.CopyTo(new Span<T>(View.Pointer<T>(), _length));

    public BufferView View { get; }

    /// <summary>The elements, after a look at the margins.</summary>
    public T[] ToArray()
    {
        var before = new ReadOnlySpan<byte>(View.Pointer<T>() - Margin, Margin * sizeof(T));
        var behind = new ReadOnlySpan<byte>(View.Pointer<T>() + _length, Margin * sizeof(T));
        Assert.That(before.ContainsAnyExcept(Mark) || behind.ContainsAnyExcept(Mark), Is.False, "written outside the target");
        return new ReadOnlySpan<T>(View.Pointer<T>(), _length).ToArray();
    }
}
