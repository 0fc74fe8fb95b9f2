using System.Runtime.InteropServices;

namespace Adversa.Kernels.Devices;

/// <summary>Native memory, aligned to a cache line and to the widest vector, or a part of it.</summary>
internal sealed unsafe class CpuBuffer : DeviceBuffer
{
    private const nuint Alignment = 64;

    private readonly CpuBuffer? _whole;

    /// <summary>Memory from the system.</summary>
    /// <exception cref="OutOfMemoryException">There is no more.</exception>
    public CpuBuffer(CpuDevice device, long size) : base(device, size)
    {
        Address = (byte*)NativeMemory.AlignedAlloc((nuint)size, HugePages.Alignment(size, Alignment));
        HugePages.Advise(Address, size);
        GC.AddMemoryPressure(size);
    }

    private CpuBuffer(CpuBuffer whole, long offset, long size) : base(whole.Device, size)
    {
        _whole = whole;
        Address = whole.Address + offset;
    }

    /// <summary>
    /// Memory that nobody returned is not lost for ever, though a tape or a scope should have returned it. Whoever works with
    /// <see cref="Address"/> keeps the buffer alive meanwhile.
    /// </summary>
    ~CpuBuffer()
    {
        if (_whole is not null)
        {
            Device.Memory.Return(this);
        }
        else if (Address != null)
        {
            Device.Memory.Forget(this);
            Release();
        }
    }

    /// <summary>Where the memory begins; null once it is freed.</summary>
    public byte* Address { get; private set; }

    /// <inheritdoc/>
    protected internal override DeviceBuffer Cut(long offset, long size) => new CpuBuffer(this, offset, size);

    /// <inheritdoc/>
    protected internal override void Free()
    {
        if (_whole is null && Address != null) Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        NativeMemory.AlignedFree(Address);
        Address = null;
        GC.RemoveMemoryPressure(Size);
    }
}
