using System.Runtime.InteropServices;

namespace Adversa.Kernels.Devices;

/// <summary>
/// The arguments of one launch of a grouped kernel, in the order of its parameters: views, numbers and structs. A view goes to
/// the device as two arguments, its buffer and the offset of its first element.
/// </summary>
public sealed class KernelArguments
{
    private const int Capacity = 64;
    private const int Bytes = 1024;

    [ThreadStatic]
    private static KernelArguments? _current;

    private readonly KernelArgument[] _arguments = new KernelArgument[Capacity];
    private readonly byte[] _values = GC.AllocateArray<byte>(Bytes, pinned: true);
    private int _count, _used;

    private KernelArguments()
    {
    }

    /// <summary>The arguments so far.</summary>
    public ReadOnlySpan<KernelArgument> All => _arguments.AsSpan(0, _count);

    /// <summary>This thread's list, emptied. It is in use until the launch returns.</summary>
    public static KernelArguments Begin()
    {
        KernelArguments arguments = _current ??= new KernelArguments();
        Array.Clear(arguments._arguments, 0, arguments._count);
        (arguments._count, arguments._used) = (0, 0);
        return arguments;
    }

    /// <summary>Appends a view.</summary>
    public KernelArguments Add(BufferView view)
    {
        _arguments[_count++] = new KernelArgument(view.Buffer, view.Offset, 0, 0);
        return this;
    }

    /// <summary>Appends a number or a struct of numbers.</summary>
    public unsafe KernelArguments Add<T>(T value) where T : unmanaged
    {
        int begin = (_used + 7) & ~7;
        MemoryMarshal.Write(_values.AsSpan(begin), value);
        _used = begin + sizeof(T);
        _arguments[_count++] = new KernelArgument(null, 0, begin, sizeof(T));
        return this;
    }

    /// <summary>Appends a struct that consists of numbers of one type.</summary>
    public KernelArguments Add<T>(ReadOnlySpan<T> structure) where T : unmanaged
    {
        int begin = (_used + 7) & ~7;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(structure);
        bytes.CopyTo(_values.AsSpan(begin));
        _used = begin + bytes.Length;
        _arguments[_count++] = new KernelArgument(null, 0, begin, bytes.Length);
        return this;
    }

    /// <summary>The bytes of a number or struct.</summary>
    public ReadOnlySpan<byte> ValueOf(KernelArgument argument) => _values.AsSpan(argument.Begin, argument.Size);
}

/// <summary>One argument: a view if there is a buffer, else a number or struct.</summary>
/// <param name="Buffer">The view's buffer.</param>
/// <param name="Offset">The view's first element, counted in elements.</param>
/// <param name="Begin">Where the value's bytes begin, in <see cref="KernelArguments.ValueOf"/>'s memory.</param>
/// <param name="Size">The value's size in bytes.</param>
public readonly record struct KernelArgument(DeviceBuffer? Buffer, int Offset, int Begin, int Size);
