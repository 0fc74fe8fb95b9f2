using ILGPU.Runtime;

namespace Adversa.Kernels.Devices.Ilgpu;

/// <summary>A memory buffer of ILGPU's.</summary>
internal sealed class IlgpuBuffer : DeviceBuffer
{
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _memory;

    public IlgpuBuffer(IlgpuDevice device, long size, MemoryBuffer1D<byte, Stride1D.Dense> memory) : base(device, size)
    {
        _memory = memory;
        GC.AddMemoryPressure(size);
    }

    /// <summary>Memory that nobody returned: ILGPU's own finalizer gives it back to the driver.</summary>
    ~IlgpuBuffer()
    {
        Device.Memory.Forget(this);
        GC.RemoveMemoryPressure(Size);
    }

    /// <summary>All of its bytes.</summary>
    public ArrayView<byte> Bytes => _memory.View;

    protected internal override void Free()
    {
        _memory.Dispose();
        GC.SuppressFinalize(this);
        GC.RemoveMemoryPressure(Size);
    }
}
