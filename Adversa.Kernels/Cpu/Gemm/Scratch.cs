using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>Memory for the time of one launch or task, from the device's pool or the thread's own.</summary>
internal readonly unsafe struct Scratch<T>(CpuDevice device, long elements) : IDisposable where T : unmanaged
{
    private readonly DeviceBuffer _buffer = ThreadMemory.Rent(device.Memory, elements * sizeof(T));

    public T* Address => new BufferView(_buffer, 0).Pointer<T>();

    public void Dispose() => ThreadMemory.Return(device.Memory, _buffer);
}
