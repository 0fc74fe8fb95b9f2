using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace Adversa.Kernels.Devices.Ilgpu;

/// <summary>Memory through which bytes go to a device. ILGPU has no events: a copy has run when the whole stream has.</summary>
internal sealed unsafe class IlgpuStaging(AcceleratorStream stream) : StagingRing
{
    protected override byte* Allocate(int size) => (byte*)NativeMemory.Alloc((nuint)size);

    protected override void Free(byte* memory) => NativeMemory.Free(memory);

    protected override nint Enqueue(byte* source, int count, DeviceBuffer target, long offset)
    {
        ((IlgpuBuffer)target).Bytes.SubView(offset, count)
            .CopyFromCPUUnsafeAsync(stream, ref Unsafe.AsRef<byte>(source), count);
        return 0;
    }

    protected override void Wait(nint fence) => stream.Synchronize();

    protected override void Release(nint fence)
    {
        // There is nothing but the stream.
    }
}
