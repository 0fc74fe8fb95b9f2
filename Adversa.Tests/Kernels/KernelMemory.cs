using System.Runtime.InteropServices;
using Adversa.Kernels;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Kernels;

/// <summary>
/// Arguments of a kernel under test, as doubles on the test's side. Every array begins at an odd offset of its buffer, so
/// that kernels meet unaligned data, and is followed by a margin that must stay untouched.
/// </summary>
internal sealed class KernelMemory(Device device) : IDisposable
{
    private const int Offset = 3;
    private const byte Mark = 0xA5;

    private readonly List<DeviceBuffer> _buffers = [];

    public BufferView From(DType type, double[] values)
    {
        BufferView view = Empty(type, values.Length);
        ReadOnlySpan<byte> bytes = type switch
        {
            DType.Float32 => MemoryMarshal.AsBytes(values.Select(v => (float)v).ToArray().AsSpan()),
            DType.Float64 => MemoryMarshal.AsBytes(values.AsSpan()),
            DType.Int32 => MemoryMarshal.AsBytes(values.Select(v => (int)v).ToArray().AsSpan()),
            DType.Int64 => MemoryMarshal.AsBytes(values.Select(v => (long)v).ToArray().AsSpan()),
            _ => values.Select(v => (byte)v).ToArray(),
        };
        device.CopyFromHost(bytes, view.Buffer, (long)Offset * type.Size());
        return view;
    }

    /// <summary>Room for so many elements, all marked, so that nothing passes for written that is not.</summary>
    public BufferView Empty(DType type, int count)
    {
        DeviceBuffer buffer = device.Memory.Rent((long)(Offset + count + Offset) * type.Size());
        _buffers.Add(buffer);
        byte[] fill = new byte[buffer.Size];
        Array.Fill(fill, Mark);
        device.CopyFromHost(fill, buffer, 0);
        return new BufferView(buffer, Offset);
    }

    public double[] Read(DType type, BufferView view, int count)
    {
        byte[] buffer = new byte[view.Buffer.Size];
        device.CopyToHost(view.Buffer, 0, buffer);
        int begin = view.Offset * type.Size(), end = begin + count * type.Size();
        bool spilled = buffer.AsSpan(0, begin).ContainsAnyExcept(Mark) || buffer.AsSpan(end).ContainsAnyExcept(Mark);
        Assert.That(spilled, Is.False, "written outside the target");
        Span<byte> bytes = buffer.AsSpan(begin, end - begin);
        return type switch
        {
            DType.Float32 => [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(v => (double)v)],
            DType.Float64 => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
            DType.Int32 => [.. MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(v => (double)v)],
            DType.Int64 => [.. MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(v => (double)v)],
            _ => [.. bytes.ToArray().Select(v => (double)v)],
        };
    }

    public void Dispose() => _buffers.ForEach(device.Memory.Return);
}
