using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>Memory for the time of one launch, from the device's pool.</summary>
internal readonly unsafe struct Scratch<T>(CpuDevice device, long elements) : IDisposable where T : unmanaged
{
    private readonly DeviceBuffer _buffer = device.Memory.Rent(elements * sizeof(T));

    public T* Address => new BufferView(_buffer, 0).Pointer<T>();

    public void Dispose() => device.Memory.Return(_buffer);
}
